using NfvRuntime.Chains.Yaml;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Segments;

/// <summary>Cuts a segment's document out of the nodes that a chain file was read from, so that every setting stays as the user wrote it.</summary>
internal sealed class SegmentWriter
{
    private static readonly SourcePosition Nowhere = new("", 0, 0);

    private readonly ChainPlan _plan;
    private readonly PlanSegment _segment;
    private readonly MapNode _source;
    private readonly PathPiece[] _pieces;
    private readonly string[] _names;

    private SegmentWriter(ChainPlan plan, PlanSegment segment)
    {
        _plan = plan;
        _segment = segment;
        _source = plan.Source ?? throw new InvalidOperationException($"chain '{plan.Name}' was not read from a text: there is nothing to cut a document from");
        _pieces = [.. plan.Placement.Pieces.Where(piece => piece.Segment == segment.Index)];
        _names = SegmentNames.OfPieces(plan, _pieces);
    }

    public static SegmentDocument Write(ChainPlan plan, PlanSegment segment)
    {
        var writer = new SegmentWriter(plan, segment);
        var ports = SegmentPorts.Of(plan, segment);
        var entries = new List<MapEntry> { Entry("chain", Text(plan.Name)) };
        entries.AddRange(writer.Copy("extensions"));
        entries.AddRange(writer.Copy("options"));
        entries.Add(Entry("ports", Map(ports.Select(writer.Port).Concat(segment.OpensItself.Select(name => writer.Section("ports").Find(name)!)))));
        if (segment.Stages.Count > 0) entries.Add(Entry("stages", Map(segment.Stages.Select(stage => writer.Section("stages").Find(stage)!))));
        entries.Add(Entry("paths", Map(writer._pieces.Index().Select(piece => writer.Path(piece.Index)))));
        return new SegmentDocument(segment.Name, YamlWriter.Write(Map(entries)), ports);
    }

    private IEnumerable<MapEntry> Copy(string key) => _source.Find(key) is { } entry ? [entry] : [];

    private MapNode Section(string key) => (MapNode)_source.Find(key)!.Value;

    private MapEntry Port(SegmentPort port)
    {
        bool isOpenedHere = port.Link is null && _segment.Guest is null;
        return isOpenedHere ? Section("ports").Find(port.Name)! : Entry(port.Name, Map([Entry("open", Text($"{SegmentDocument.Scheme}:{port.Name}"))]));
    }

    private MapEntry Path(int index)
    {
        var piece = _pieces[index];
        var fields = new List<MapEntry> { Entry("path", Text(PieceText.Of(_plan, piece))) };
        if (Section("paths").Find(_plan.Paths[piece.Path].Name)!.Value is MapNode path)
        {
            fields.AddRange(path.Entries.Where(entry => entry.Key.Text is "full" or "after"));
        }

        if (Takers(piece) is { } takers) fields.Add(Entry("for", new ListNode(Nowhere, [.. takers.Select(Text)])));
        return Entry(_names[index], Map(fields));
    }

    /// <summary>The paths whose packets take a branch, where another branch at the same output takes those of others; else null.</summary>
    private IEnumerable<string>? Takers(PathPiece branch)
    {
        if (!IsBranch(branch)) return null;
        var edge = PieceText.FirstEdge(_plan, branch);
        bool isAlone = _pieces.Where(IsBranch).Select(other => PieceText.FirstEdge(_plan, other))
            .Count(first => first.From == edge.From && first.Gate == edge.Gate) == 1;
        bool isForAll = isAlone && Declared(branch) is null;
        if (isForAll) return null;
        return
            from piece in _pieces.Index()
            where edge.TakenOn.Contains(piece.Item.Path) && piece.Item.Hops.Contains(edge.From) && !(IsBranch(piece.Item) && piece.Item.Hops[0] == edge.From)
            select _names[piece.Index];
    }

    private SettingsNode? Declared(PathPiece branch) => (Section("paths").Find(_plan.Paths[branch.Path].Name)!.Value as MapNode)?.Find("for")?.Value;

    private static bool IsBranch(PathPiece piece) => piece.Enters is null && piece.Hops[0].Kind == PlanEndKind.Stage;

    private static ScalarNode Text(string text) => new(Nowhere, text, isQuoted: true);

    private static MapNode Map(IEnumerable<MapEntry> entries) => new(Nowhere, [.. entries]);

    private static MapEntry Entry(string key, SettingsNode value) => new(Text(key), value);
}
