namespace NfvRuntime.SystemTests.CustomStage;

/// <summary>A fenced block of a page.</summary>
/// <param name="Language">What stands behind the fence: <c>sh</c>, <c>csharp</c>.</param>
/// <param name="Tag">A second word there, by which a test knows a block; empty for none.</param>
/// <param name="File">The file that the block holds: the line before it names it alone, in backquotes; null for no file.</param>
/// <param name="Text">Its text.</param>
internal sealed record PageBlock(string Language, string Tag, string? File, string Text)
{
    private const string Fence = "```";

    /// <summary>All blocks of a page, in order.</summary>
    public static IEnumerable<PageBlock> In(string page)
    {
        string[] lines = System.IO.File.ReadAllLines(page);
        string before = "";
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith(Fence, StringComparison.Ordinal))
            {
                int end = Array.IndexOf(lines, Fence, i + 1);
                string[] info = [.. lines[i][Fence.Length..].Split(' '), ""];
                string? file = before.Length > 2 && before[0] == '`' && before.IndexOf('`', 1) == before.Length - 1 ? before.Trim('`') : null;
                yield return new PageBlock(info[0], info[1], file, string.Concat(lines[(i + 1)..end].Select(line => line + "\n")));
                i = end;
            }

            before = lines[i].Length > 0 ? lines[i] : before;
        }
    }
}
