using System.Globalization;
using Spectre.Console;

namespace NfvRuntime.Cli.Output.Plans;

/// <summary>A plan for people: who runs what, the way of each path, links, memory and threads, and what to think about.</summary>
internal static class PlanTables
{
    public static void Print(PlanReport plan)
    {
        IAnsiConsole console = AnsiConsole.Console;
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = 160;
        }

        console.WriteLine($"chain {plan.Chain}: {Count(plan.Segments.Count, "segment")}, {Count(plan.Links.Count, "link")}, "
            + $"{Count(plan.Regions.Count, "region")} of {Mebibytes(plan.Bytes)}, {Count(plan.Islands.Count, "island")} on {Count(plan.Cpus, "CPU")}");
        Write(console, ["segment", "kind", "trust", "stages", "ports"], ["cpus", "memory"], plan.Segments.Select(s => (string[])
            [s.Name, s.Kind ?? "", s.Trust, Join(s.Stages), Join(s.Ports), Text(s.Cpus), s.Memory is { } memory ? Mebibytes(memory) : ""]));
        Write(console, ["path", "way"], ["links", "copies"], plan.Paths.Select(p => (string[])
            [p.Name, WayOf(plan, p), Text(p.Links), Text(p.Copies)]));
        if (plan.Links.Count > 0)
        {
            Write(console, ["link", "hop", "path", "from", "to", "kind", "rings", "when full", "buffers", "kicks"], [], plan.Links.Select(l => (string[])
            [
                Text(l.Number), l.Edge, l.Path, l.From, l.To, Word(l.Kind), $"{l.Rings} x {l.Slots}", l.IsLossless ? "waits" : "drops",
                l.Copies == 0 ? $"zero-copy in {l.FromRegion}" : l.FromRegion == l.ToRegion ? $"copied, in {l.FromRegion}" : $"copied, {l.FromRegion} to {l.ToRegion}",
                string.Join(", ", l.Kicks.Select(k => $"{k.One}/{k.Other} {Word(k.Means)}")),
            ]));
        }

        Write(console, ["region", "mapped by"], ["ports", "rings", "slots", "buffers", "memory"], plan.Regions.Select(r => (string[])
            [r.Name, $"{Join(r.Members)} ({(r.IsShared ? "shared" : "private")})", Text(r.Ports), Text(r.Rings), Text(r.Slots), Text(r.Buffers), Mebibytes(r.Bytes)]));
        Write(console, ["island", "in", "runs"], [], plan.Islands.Select(i => (string[])
            [i.Name, i.Process, i.Segment is null ? string.Join(", ", i.Kloops) : $"segment {i.Segment}"]));
        foreach (string notice in plan.Notices)
        {
            console.WriteLine($"note: {notice}");
        }
    }

    /// <summary><c>host: lan | 0 kloop | g1: fw</c>; a branch to the sender has several ways.</summary>
    private static string WayOf(PlanReport plan, PlanReport.Path path)
    {
        var way = new System.Text.StringBuilder();
        foreach (PlanReport.Piece piece in path.Pieces)
        {
            way.Append(way.Length > 0 && piece.Enters is null ? "; " : "").Append(piece.Segment).Append(": ").AppendJoin(" -> ", piece.Hops);
            if (piece.Leaves is { } link)
            {
                way.Append(CultureInfo.InvariantCulture, $" | {link} {Word(plan.Links[link].Kind)} | ");
            }
        }

        return way.ToString();
    }

    private static void Write(IAnsiConsole console, string[] texts, string[] numbers, IEnumerable<string[]> rows)
    {
        Table table = new Table().Border(TableBorder.Simple);
        table.AddColumns(texts);
        foreach (string number in numbers)
        {
            table.AddColumn(new TableColumn(number).RightAligned());
        }

        foreach (string[] row in rows)
        {
            table.AddRow(Array.ConvertAll(row, Markup.Escape));
        }

        console.Write(table);
    }

    private static string Join(IEnumerable<string> names) => string.Join(", ", names);

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:F1} MiB");
}
