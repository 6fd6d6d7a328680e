using NfvRuntime.Sdk.Settings;
using YamlDotNet.Core;

namespace NfvRuntime.Chains.Yaml;

/// <summary>Words for a text that is not YAML, with advice on the two slips that are usually behind it.</summary>
internal static class YamlComplaint
{
    public static Diagnostic From(YamlException e, string text, string file)
    {
        int line = (int)Math.Max(e.Start.Line, 1), column = (int)Math.Max(e.Start.Column, 1);
        string[] lines = text.Split('\n');
        bool knowsTab = e.Message.Contains("tab", StringComparison.Ordinal);
        int from = knowsTab ? 1 : line, to = knowsTab ? lines.Length : Math.Min(line + 1, lines.Length);
        for (int at = from; at <= to; at++)
        {
            int tab = TabInIndentation(lines[at - 1]);
            if (tab >= 0) return Complaint(file, at, tab + 1, "a tab stands in the indentation: YAML takes spaces only");
        }

        string message = $"this is not YAML: {char.ToLowerInvariant(e.Message[0])}{e.Message[1..].TrimEnd('.')}";
        bool isPath = line <= lines.Length && lines[line - 1].Contains("->") && message.Contains("flow mapping");
        return Complaint(file, line, column, isPath ? $"{message}; inside braces a path must be quoted" : message);
    }

    public static Diagnostic FromCrash(Stack<Mark> open, string file)
    {
        var (line, column) = open.TryPeek(out var mark) ? ((int)mark.Line, (int)mark.Column) : (1, 1);
        return Complaint(file, line, column, "this is not YAML: the list or map that begins here is not closed properly");
    }

    private static int TabInIndentation(string line)
    {
        int indentation = line.Length - line.TrimStart(' ', '\t').Length;
        return line.AsSpan(0, indentation).IndexOf('\t');
    }

    private static Diagnostic Complaint(string file, int line, int column, string message) =>
        new(new SourcePosition(file, line, column), DiagnosticSeverity.Error, ChainCodes.NotYaml, message);
}
