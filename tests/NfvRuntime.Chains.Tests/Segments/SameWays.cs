using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Tests.Segments;

/// <summary>
/// Walks a chain and the documents that it was cut into side by side: whatever a stage does with a packet, it comes to the same stage, by
/// the same gate, with the same thing to do when all is full.
/// </summary>
internal sealed class SameWays
{
    private readonly ChainPlan _whole;
    private readonly ChainPlan[] _parts;
    private readonly SegmentDocument[] _documents;
    private readonly HashSet<(int Path, string Stage, int Part, int PartPath)> _seen = [];

    private SameWays(ChainPlan whole)
    {
        _whole = whole;
        _documents = [.. SegmentSample.Cut(whole)];
        _parts = [.. _documents.Select(SegmentSample.Read)];
    }

    /// <returns>Pairs of states that were compared.</returns>
    public static int Judge(ChainPlan whole)
    {
        var ways = new SameWays(whole);
        foreach (var segment in whole.Placement.Segments) ways.SameMembers(segment);
        foreach (var path in whole.Paths.Where(path => !path.IsBranch))
        {
            var edge = whole.Edges[path.Edges[0]];
            int part = Array.FindIndex(ways._parts, p => p.Ports.Any(port => port.Name == edge.From.Name));
            ways.Follow(edge, part, ways.PathFrom(part, edge.From.Name).Index);
        }

        foreach (var stage in whole.Stages)
        {
            Assert.Contains(ways._seen, state => state.Stage == stage.Name);
        }

        return ways._seen.Count;
    }

    private void SameMembers(PlanSegment segment)
    {
        var part = _parts[segment.Index];
        Assert.Equal(segment.Stages, part.Stages.Select(stage => stage.Name));
        Assert.Equal(_documents[segment.Index].Ports.Select(port => port.Name), part.Ports.Select(port => port.Name));
        Assert.Equal(_whole.Options, part.Options);
        foreach (var stage in part.Stages)
        {
            var original = _whole.Stages.First(s => s.Name == stage.Name);
            Assert.Equal((original.Kind, original.Faults), (stage.Kind, stage.Faults));
            Assert.Equal(Text(_whole.Source!, "stages", stage.Name), Text(part.Source!, "stages", stage.Name));
        }
    }

    /// <summary>An edge of the whole, and the part and path on which the packet is.</summary>
    private void Follow(PlanEdge edge, int part, int path)
    {
        var local = edge.From.Kind == PlanEndKind.Port
            ? _parts[part].Edges[_parts[part].Paths[path].Edges[0]]
            : _parts[part].FindEdge(path, edge.From.Name, edge.Gate);
        Assert.NotNull(local);
        Assert.Equal(edge.Full, local.Full);
        string input = local.InputGate;
        (int Part, int Path) at = (part, local.Path);
        if (_whole.Placement.FindLink(edge.Index) is { } link)
        {
            Assert.Equal(link.From, part);
            Assert.Equal(PlanEndKind.Port, local.To.Kind);
            string name = _documents[link.From].Ports.First(port => port.Link == link).Name;
            Assert.Equal(name, local.To.Name);
            Assert.Equal(name, _documents[link.To].Ports.First(port => port.Link == link).Name);
            at = (link.To, PathFrom(link.To, name).Index);
            local = _parts[link.To].Edges[_parts[link.To].Paths[at.Path].Edges[0]];
            input = local.InputGate;
        }

        Assert.Equal((edge.To, edge.InputGate), (local.To, input));
        if (edge.To.Kind != PlanEndKind.Stage || !_seen.Add((edge.Path, edge.To.Name, at.Part, at.Path))) return;
        foreach (string gate in _whole.Stages.First(stage => stage.Name == edge.To.Name).Kind.OutputGates)
        {
            if (_whole.FindEdge(edge.Path, edge.To.Name, gate) is { } next) Follow(next, at.Part, at.Path);
            else Assert.Null(_parts[at.Part].FindEdge(at.Path, edge.To.Name, gate));
        }
    }

    private PlanPath PathFrom(int part, string port) =>
        _parts[part].Paths.First(path => _parts[part].Edges[path.Edges[0]].From == new PlanEnd(PlanEndKind.Port, port));

    private static string Text(MapNode root, string section, string name) => Text(((MapNode)root.Find(section)!.Value).Find(name)!.Value);

    private static string Text(SettingsNode node) => node switch
    {
        MapNode map => $"{{{string.Join(',', map.Entries.Select(entry => $"{entry.Key.Text}:{Text(entry.Value)}"))}}}",
        ListNode list => $"[{string.Join(',', list.Items.Select(Text))}]",
        ScalarNode scalar => scalar.IsEmpty ? "nothing" : $"'{scalar.Text}'",
        _ => "?",
    };
}
