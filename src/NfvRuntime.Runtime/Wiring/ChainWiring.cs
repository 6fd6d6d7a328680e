using NfvRuntime.Chains;
using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>
/// What joins the guests of a chain with each other and with the host: a device for each port that a guest is given, be it an end of a link or a
/// port of the chain file, and the host's own ends. Made before any guest starts; it outlives them all.
/// </summary>
internal sealed class ChainWiring : IDisposable
{
    private readonly ChainPlan _plan;
    private readonly RegionShelf _regions;
    private readonly CounterTable _counters;
    private readonly KloopGround _kloops;
    private readonly List<GuestPort> _ports = [];
    private readonly List<HostLinkEnd> _hostEnds = [];
    private readonly List<HostPort> _opened = [];
    private readonly List<NetmapHost> _hosts = [];
    private readonly Dictionary<int, BackToBackPipe> _pipes = [];
    private readonly IReadOnlyDictionary<int, SegmentDocument> _documents;
    private readonly Inheritance _inheritance;

    private ChainWiring(ChainPlan plan, RegionShelf regions, CounterTable counters, KloopGround kloops, Inheritance inheritance) =>
        (_plan, _regions, _counters, _kloops, _inheritance, _documents) = (plan, regions, counters, kloops, inheritance, inheritance.Documents);

    /// <summary>What the guests are given.</summary>
    public IReadOnlyList<GuestPort> Ports => _ports;

    /// <summary>What the host's own segment drives.</summary>
    public IReadOnlyList<HostLinkEnd> HostEnds => _hostEnds;

    /// <summary>Regions that guests map.</summary>
    public IReadOnlyCollection<Region> Regions => [.. _ports.Select(port => port.Device.Region).Distinct()];

    /// <summary>Ports of the chain file that guests use, by name; the wiring closes them.</summary>
    public IReadOnlyList<HostPort> HandedOver => _opened;

    /// <summary>Links without a host in between, by the link's number.</summary>
    public IReadOnlyDictionary<int, BackToBackPipe> Pipes => _pipes;

    /// <summary>What each guest runs, by its segment's number.</summary>
    public IReadOnlyDictionary<int, SegmentDocument> Documents => _documents;

    /// <summary>Makes all of it.</summary>
    /// <param name="plan">The chain.</param>
    /// <param name="regions">Its regions.</param>
    /// <param name="host">Opens the ports of the chain file.</param>
    /// <param name="counters">Where rings and switches count.</param>
    /// <param name="kloops">Serves what guests drive.</param>
    /// <param name="inheritance">What an earlier host has left.</param>
    /// <exception cref="ChainStartException">A port cannot be opened, or a link not be made; the message names it.</exception>
    public static ChainWiring Make(
        ChainPlan plan, RegionShelf regions, NetmapHost host, CounterTable counters, KloopGround kloops, Inheritance inheritance)
    {
        var wiring = new ChainWiring(plan, regions, counters, kloops, inheritance);
        try
        {
            wiring._hosts.Add(host);
            foreach (PlanLink link in plan.Placement.Links)
            {
                wiring.Join(link);
            }

            wiring.HandOver(host);
            return wiring;
        }
        catch
        {
            wiring.Dispose();
            throw;
        }
    }

    /// <summary>What a segment calls its end of a link; the same at both ends.</summary>
    public string NameOf(PlanLink link) => _documents.Values.SelectMany(document => document.Ports).First(port => port.Link?.Index == link.Index).Name;

    /// <summary>Whether packets of the chain come in by a port.</summary>
    public bool IsInput(GuestPort port) => _documents[port.Segment].Ports.Any(p => p is { Port: not null, Reads: true } && p.Name == port.Name);

    /// <summary>What has to be lent with a port of a guest for its segment to run.</summary>
    public uint LentWith(GuestPort port)
    {
        SegmentPort wanted = _documents[port.Segment].Ports.First(p => p.Name == port.Name);
        return (uint)wanted.BuffersFor(port.Device.Configuration.RxRings);
    }

    /// <summary>All slots of a region that hold buffers, each once. Good while nobody syncs.</summary>
    public IReadOnlyList<SlotRun> RunsIn(Region region) =>
    [
        .. _hosts.SelectMany(host => host.Ports).Where(port => port.Region == region).SelectMany(port => port.HeldRuns()),
        .. _pipes.Values.Where(pipe => pipe.Region == region).SelectMany(pipe => pipe.Rings).Select(ring => ring.HeldSlots),
    ];

    /// <summary>
    /// Counts the buffers of all regions that guests map: those in rings, in bursts of the host's segment, and lent to nobody yet. The guests are gone.
    /// </summary>
    public IReadOnlyList<RegionAuditResult> Audit(Segment segment) => [.. Regions.Select(region => Audit(region, segment))];

    /// <summary>Withdraws all devices and closes all ports. The guests are gone, and nothing is served any more.</summary>
    public void Dispose()
    {
        _ports.ForEach(port => port.Device.Dispose());
        foreach (BackToBackPipe pipe in _pipes.Values)
        {
            pipe.Dispose();
        }

        _opened.ForEach(port => port.Dispose());
        foreach (NetmapHost host in _hosts.Skip(1))
        {
            host.Dispose();
        }
    }

    private RegionAuditResult Audit(Region region, Segment segment)
    {
        ulong[] held = new ulong[(region.BufferCount + 63) / 64];
        segment.MarkHeld(region, held);
        var census = new BufferCensus(region, held);
        foreach (SlotRun run in RunsIn(region))
        {
            for (uint i = 0; i < run.Count; i++)
            {
                census.Visit(run.Ring[RingIndex.Advance(run.Start, i, run.Ring.NumSlots)].BufIdx);
            }
        }

        foreach (GuestPort port in _ports.Where(port => port.Device.Region == region))
        {
            port.Device.VisitLent(census.Visit);
        }

        return census.Result;
    }

    private void Join(PlanLink link)
    {
        string edge = _plan.Edges[link.Edge].Name;
        try
        {
            if (link.Kind == LinkKind.Pipe)
            {
                JoinBackToBack(link);
            }
            else
            {
                JoinThroughHost(link, edge);
            }
        }
        catch (Exception e) when (e is NetmapException or RegionException or InsufficientBuffersException)
        {
            throw new ChainStartException($"link {link.Index} ({edge}): {e.Message}", e);
        }
    }

    private void JoinBackToBack(PlanLink link)
    {
        BackToBackPipe pipe = _inheritance.Pipes.GetValueOrDefault(link.Index)
            ?? new BackToBackPipe(_regions[link.FromRegion], NameOf(link), link.Rings, backRings: 0, (uint)link.Slots);
        _pipes.Add(link.Index, pipe);
        foreach ((int segment, bool isFirst) in ((int, bool)[])[(link.From, true), (link.To, false)])
        {
            SegmentPort end = _documents[segment].Ports.First(port => port.Link?.Index == link.Index);
            var options = new PtnetOptions { ExtraBuffers = (uint)end.BuffersFor(isFirst ? 0 : link.Rings) };
            var device = new BackToBackPtnetDevice(pipe, isFirst, options);
            _ports.Add(new GuestPort(end.Name, segment, link.FromRegion, device));
            if (_inheritance.Records.TryGetValue((segment, end.Name), out PtnetConfiguration? record))
            {
                device.Resume(record); // its guest goes on
            }
        }
    }

    /// <summary>Each link has names of its own, so that neither netmap's number of switches nor a user's port names matter.</summary>
    private void JoinThroughHost(PlanLink link, string edge)
    {
        var host = new NetmapHost(_regions[link.FromRegion], _counters, _plan.Name);
        _hosts.Add(host);
        bool isVale = link.Kind == LinkKind.Vale;
        if (isVale)
        {
            host.ConfigureSwitch("vale0", new PointToPointLookup());
        }

        foreach ((int segment, int region, bool sends) in ((int, int, bool)[])[(link.From, link.FromRegion, true), (link.To, link.ToRegion, false)])
        {
            PlanSegment place = _plan.Placement.Segments[segment];
            string name = NameOf(link);
            HostPort port = host.Open(isVale ? $"vale0:{(sends ? "a" : "b")}" : $"link{(sends ? '{' : '}')}1", new PortOptions
            {
                Region = _regions[region],
                Slots = (uint)link.Slots,
                TxRings = sends ? link.Rings : 1,
                RxRings = sends ? 1 : link.Rings,
                Label = place.Guest is null ? name : $"{name}.{place.Name}",
                ValidateSlots = !isVale && link.Copies > 0,
            });
            if (place.Guest is null)
            {
                _hostEnds.Add(new HostLinkEnd(name, edge, port));
            }
            else
            {
                AddServed(_documents[segment].Ports.First(p => p.Link?.Index == link.Index), place, region, host, port, isInput: false);
            }
        }
    }

    private void HandOver(NetmapHost host)
    {
        var refusals = new List<ChainStartException>();
        foreach (PlanSegment guest in _plan.Placement.Guests)
        {
            int region = _plan.Placement.Regions.First(r => r.Name == guest.Trust).Index;
            foreach (SegmentPort end in _documents[guest.Index].Ports.Where(port => port.Port is not null))
            {
                try
                {
                    HostPort port = ChainAssembly.OpenHostPort(end.Port!, new PortOpening(host, end.Port!.Use, _plan.Options.RingSlots, _plan.BaseDirectory)
                    {
                        PassesOffloads = end.Port.PassesOffloads,
                        Region = _regions[region],
                    });
                    _opened.Add(port);
                    AddServed(end, guest, region, host, port, end.Reads);
                }
                catch (ChainStartException e)
                {
                    refusals.Add(e);
                }
                catch (Exception e) when (e is NetmapException or RegionException or InsufficientBuffersException)
                {
                    refusals.Add(new ChainStartException($"port '{end.Name}' of guest '{guest.Name}': {e.Message}", e));
                }
            }
        }

        if (refusals.Count > 0)
        {
            throw new ChainStartException(string.Join('\n', refusals.Select(refusal => refusal.Message)), refusals[0]);
        }
    }

    private void AddServed(SegmentPort end, PlanSegment guest, int region, NetmapHost host, HostPort port, bool isInput)
    {
        bool isTrusted = guest.Trust == PlanGuest.HostName;
        var options = new PtnetOptions
        {
            ExtraBuffers = (uint)end.BuffersFor(port.Rx.Count),
            Untrusted = isTrusted ? null : KickLimit.Default,
            Serve = kloop => _kloops.Serve(kloop, guest.Trust, isInput),
        };
        _ports.Add(new GuestPort(end.Name, guest.Index, region, new KloopPtnetDevice(host, port, options)));
    }
}
