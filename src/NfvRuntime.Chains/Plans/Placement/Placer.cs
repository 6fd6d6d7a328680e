using NfvRuntime.Chains.Checks;
using NfvRuntime.Chains.Documents;
using NfvRuntime.Chains.Links;

namespace NfvRuntime.Chains.Plans;

/// <summary>Works out where the parts of a checked chain run, and what joins them.</summary>
internal sealed class Placer
{
    private readonly ChainModel _model;
    private readonly ChainPlan _plan;
    private readonly List<PlanSegment> _segments = [];
    private readonly Dictionary<string, int> _segmentOf = [];

    private Placer(ChainModel model, ChainPlan plan)
    {
        _model = model;
        _plan = plan;
        AddSegment(null);
        foreach (var guest in model.Document.Guests) AddSegment(guest);
    }

    /// <param name="model">Checked.</param>
    /// <param name="plan">All but its placement.</param>
    public static Placement Place(ChainModel model, ChainPlan plan)
    {
        var placer = new Placer(model, plan);
        var regions = new RegionPlanner(plan, placer._segments);
        var links = new List<PlanLink>();
        foreach (var edge in plan.Edges)
        {
            int from = placer.SegmentOf(edge.From), to = edge.To.Kind == PlanEndKind.Drop ? from : placer.SegmentOf(edge.To);
            if (from != to) links.Add(placer.Link(links.Count, edge, from, to, regions));
            else regions.AddEdge(from);
        }

        return new Placement
        {
            Segments = placer._segments,
            Pieces = PieceCutter.Cut(plan, links, placer.SegmentOf),
            Links = links,
            Regions = regions.Finish(),
            Islands = IslandPlanner.Plan(plan, placer._segments, links),
        };
    }

    private void AddSegment(GuestDeclaration? guest)
    {
        string[] stages = [.. _plan.Stages.Select(stage => stage.Name).Where(name => _model.GuestOf(name) == guest)];
        string[] ports = [.. _plan.Ports.Select(port => port.Name).Where(name => _model.GuestOf(name) == guest)];
        if (stages.Length + ports.Length == 0) return;
        foreach (string name in stages.Concat(ports)) _segmentOf.Add(name, _segments.Count);
        var placed = guest is null ? null : new PlanGuest(guest.Name, guest.Kind!, guest.Settings!);
        var own = _plan.Ports.Where(port => guest is not null && ports.Contains(port.Name) && port.Kind.OpensInGuest(port.Options));
        _segments.Add(new PlanSegment(_segments.Count, placed, LinkEnds.GroupOf(guest), stages, ports) { OpensItself = [.. own.Select(port => port.Name)] });
    }

    private int SegmentOf(PlanEnd end) => _segmentOf[end.Name];

    private PlanLink Link(int index, PlanEdge edge, int from, int to, RegionPlanner regions)
    {
        var document = _model.Document;
        var ends = new LinkEnds(_model.GuestOf(edge.From.Name), _model.GuestOf(edge.To.Name));
        var own = document.Links.Where(link => link.IsAbout(edge.From.Name, edge.Gate, edge.To.Name, edge.InputGate)).MaxBy(link => link.Weight)?.Choice;
        var standard = document.DefaultLink?.Kind is { } wanted && ends.Takes(wanted) ? wanted : ends.Standard;
        var kind = own?.Kind ?? standard;
        int rings = own?.Rings ?? document.DefaultLink?.Rings ?? 1;
        int slots = own?.Slots ?? document.DefaultLink?.Slots ?? _plan.Options.RingSlots;
        bool isShared = own?.SharesAcrossTrust ?? false;
        var (fromRegion, toRegion) = regions.AddLink(edge, kind, (from, to), (rings, slots), isShared);
        return new PlanLink(index, edge.Index, from, to, kind, rings, slots, fromRegion, toRegion)
        {
            IsLossless = kind != LinkKind.Vale && !edge.Full.Drops,
            Copies = kind == LinkKind.Vale || !ends.AreOneGroup ? 1 : 0,
            SharesAcrossTrust = isShared,
            Kicks = [.. Kicks(kind, _segments[from], _segments[to])],
        };
    }

    private static IEnumerable<PlanKick> Kicks(LinkKind kind, PlanSegment from, PlanSegment to)
    {
        if (kind == LinkKind.Pipe) return [new PlanKick(from.Name, to.Name, KickMeans.Eventfd)];
        var guests = ((PlanSegment[])[from, to]).Where(end => end.Guest is not null);
        return guests.Select(end => new PlanKick(end.Name, PlanGuest.HostName, end.Trust == PlanGuest.HostName ? KickMeans.Eventfd : KickMeans.Socket));
    }
}
