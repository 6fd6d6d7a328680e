using System.Text.RegularExpressions;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Documentation;

public sealed partial class DocumentationTests
{
    private static readonly string Index = Repository.PathOf("docs", "README.md");

    [Fact]
    public void Every_relative_link_leads_to_a_file()
    {
        string[] pages = [Repository.PathOf("README.md"), .. Repository.Files("docs", "*.md")];
        Expect.None(
            from page in pages
            from target in Links(page)
            where !Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, target))
            select $"{Repository.Relative(page)} links to {target}, which does not exist");
    }

    [Fact]
    public void Every_page_stands_in_the_index()
    {
        HashSet<string> linked = [.. Links(Index).Select(static target => Path.GetFullPath(target, Path.GetDirectoryName(Index)!))];
        Expect.None(Repository.Files("docs", "*.md").Where(page => page != Index && !linked.Contains(page)).Select(Repository.Relative));
    }

    [Fact]
    public void Every_room_that_exists_has_a_page()
    {
        string[] rows = File.ReadAllLines(Index);
        Expect.None(
            from room in Directory.EnumerateDirectories(Repository.PathOf("src")).Select(Path.GetFileName)
            where !rows.Any(row => row.Contains($"`{room}`", StringComparison.Ordinal) && Link().IsMatch(row))
            select $"docs/README.md has no row that links a page for {room}");
    }

    [Theory]
    [InlineData("dotnet run -c Release --project src/NfvRuntime.Cli -- run chains/first.yaml")]
    [InlineData("dotnet test NfvRuntime.sln -c Release")]
    public void The_readme_gives_the_two_commands(string command) =>
        Assert.Contains(command, File.ReadAllLines(Repository.PathOf("README.md")).Select(static line => line.Trim()));

    private static IEnumerable<string> Links(string page) =>
        Link().Matches(File.ReadAllText(page))
            .Select(static match => match.Groups["target"].Value)
            .Where(static target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal));

    /// <summary>A Markdown link; the target without its anchor.</summary>
    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)#\s]*)(#[^)\s]*)?\)")]
    private static partial Regex Link();
}
