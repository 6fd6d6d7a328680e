using System.Diagnostics;
using NfvRuntime.Actors.Islands;
using NfvRuntime.Chains;
using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>
/// Publishes what is looked up rather than counted: occupancy of rings and edges, what stages hold, free buffers, the island's load, and
/// what entered each path. Done by the chain's island every so many turns and before it sleeps, so that readers never touch what the
/// island works with. Allocates only when it is made.
/// </summary>
internal sealed class ChainGauges
{
    /// <summary>A turn that moves packets takes microseconds, so figures are some milliseconds old at most.</summary>
    private const int TurnsPerUpdate = 1024;

    private readonly double _nanosecondsPerTick = 1e9 / Stopwatch.Frequency;
    private readonly Island _island;
    private readonly CounterBlock _islandCells;
    private readonly RxRingState[] _receive;
    private readonly TxRingState[] _transmit;
    private readonly (RingDriver Driver, CounterBlock Cells)[] _distant;
    private readonly (Edge Edge, BurstPool Pool)[] _edges;
    private readonly (StageContext Stage, Edge[] Outputs)[] _stages;
    private readonly (Region Region, Counter Free)[] _regions;
    private readonly (RxRingState[] Rings, Counter Packets, Counter Bytes)[] _portPaths;
    private readonly (Edge Entry, Counter Packets, Counter Bytes)[] _branches;
    private int _turns;
    private long _now;

    /// <param name="plan">The chain.</param>
    /// <param name="segment">What runs it.</param>
    /// <param name="island">Where.</param>
    /// <param name="host">The region in which the segment makes packets.</param>
    public ChainGauges(ChainPlan plan, Segment segment, Island island, Region host)
    {
        _island = island;
        CounterTable table = segment.Counters;
        _islandCells = table.AddBlock(
            [new(LabelKeys.Island, island.Id)],
            Catalogue.IslandTurns, Catalogue.IslandMessages, Catalogue.IslandSleeps, Catalogue.IslandWakeups, Catalogue.IslandBusy);
        _receive = [.. segment.RxRings];
        _transmit = [.. segment.TxRings];
        _distant =
        [
            .. _receive.Select(ring => (ring.Driver, ring.Books)).Concat(_transmit.Select(ring => (ring.Driver, ring.Books)))
                .Where(ring => ring.Driver.Counters is null) // the host, which would count, is in another address space
                .Select(ring => (ring.Driver, ring.Books.AddCells(Catalogue.RingKicksSent, Catalogue.RingKicksSuppressed, Catalogue.RingFaults))),
        ];
        _edges = [.. segment.Hops.Select(hop => (hop.Edge, PoolOf(hop.Edge)))];
        _stages = [.. segment.Stages.Select(stage => (stage.Context, stage.Context.Outputs.Where(edge => edge != Edge.End).ToArray()))];
        _regions =
        [
            .. segment.Ports.Select(port => port.Port.Region).Append(host).DistinctBy(region => region.MemId)
                .Select(region => (region, AddRegion(table, plan.Name, region))),
        ];
        var portPaths = new List<(RxRingState[], Counter, Counter)>();
        var branches = new List<(Edge, Counter, Counter)>();
        foreach (PlanPath path in plan.Paths)
        {
            if (path.Edges.Count == 0)
            {
                continue; // nothing of it is here
            }

            KeyValuePair<string, string>[] labels = [new(LabelKeys.Chain, plan.Name), new(LabelKeys.Path, path.Name)];
            PlanEnd from = plan.Edges[path.Edges[0]].From;
            if (from.Kind == PlanEndKind.Port && plan.Ports.All(port => port.Name != from.Name))
            {
                continue; // it comes here from another part of the chain
            }

            if (from.Kind == PlanEndKind.Port)
            {
                CounterBlock cells = table.AddBlock(labels, Catalogue.PathPackets, Catalogue.PathBytes);
                portPaths.Add(([.. segment.Ports.First(port => port.Name == from.Name).Receive], cells[0], cells[1]));
            }
            else if (EntryOf(segment, from.Name, path.Index) is { } entry)
            {
                CounterBlock cells = table.AddBlock(labels, Catalogue.PathPackets, Catalogue.PathBytes);
                branches.Add((entry, cells[0], cells[1]));
            }
        }

        _portPaths = [.. portPaths];
        _branches = [.. branches];

        BurstPool PoolOf(Edge edge) => edge.Reserve ?? _receive.First(ring => ring.Edge == edge).Pool;
    }

    /// <summary>
    /// When to publish again although the island sleeps, as a Stopwatch timestamp: once a second while something is blocked, since its time goes
    /// on; else 0.
    /// </summary>
    public long NextDue => IsBlocked ? _now + Stopwatch.Frequency : 0;

    private bool IsBlocked { get; set; }

    /// <summary>Counts a turn, and publishes when it is time.</summary>
    public void Turn()
    {
        if (++_turns >= TurnsPerUpdate)
        {
            Publish();
        }
    }

    /// <summary>Publishes all. On the island.</summary>
    public void Publish()
    {
        _turns = 0;
        _now = Stopwatch.GetTimestamp();
        IsBlocked = false;
        PublishIsland();
        foreach (RxRingState ring in _receive)
        {
            ring.Books.Occupancy.Set(ring.Driver.Available);
            Publish(ring.Books.Blocked);
        }

        foreach (TxRingState ring in _transmit)
        {
            ring.Books.Occupancy.Set(ring.Driver.NumSlots - 1 - ring.Driver.Available);
            Publish(ring.Books.Blocked);
        }

        foreach ((RingDriver driver, CounterBlock cells) in _distant)
        {
            cells[0].Set(driver.KicksSent);
            cells[1].Set(driver.KicksSuppressed);
            cells[2].Set(driver.Faults);
        }

        foreach ((Edge edge, BurstPool pool) in _edges)
        {
            edge.Occupancy.Set((ulong)(pool.Bursts.Count - pool.Available));
            Publish(edge.Blocked);
        }

        foreach ((StageContext stage, Edge[] outputs) in _stages)
        {
            stage.Counters.Held.Set((ulong)HeldBy(stage, outputs));
        }

        foreach ((Region region, Counter free) in _regions)
        {
            free.Set(region.FreeBufferCount);
        }

        PublishPaths();
    }

    private void Publish(HoldingTime time)
    {
        if (time.Holds)
        {
            IsBlocked = true;
            time.Publish(_now);
        }
    }

    private void PublishIsland()
    {
        IslandLoad load = _island.Load;
        _islandCells[0].Set((ulong)load.Turns);
        _islandCells[1].Set((ulong)load.Messages);
        _islandCells[2].Set((ulong)load.Sleeps);
        _islandCells[3].Set((ulong)load.Wakeups);
        _islandCells[4].Set((ulong)(load.BusyTicks * _nanosecondsPerTick));
    }

    private void PublishPaths()
    {
        foreach ((RxRingState[] rings, Counter packets, Counter bytes) in _portPaths)
        {
            ulong packetSum = 0, byteSum = 0;
            foreach (RxRingState ring in rings)
            {
                packetSum += ring.Books.Packets.Value;
                byteSum += ring.Books.Bytes.Value;
            }

            packets.Set(packetSum);
            bytes.Set(byteSum);
        }

        foreach ((Edge entry, Counter packets, Counter bytes) in _branches)
        {
            packets.Set(entry.Packets);
            bytes.Set(entry.Bytes);
        }
    }

    /// <summary>As <see cref="StageContext.PacketsHeld"/>, without its allocations.</summary>
    private static long HeldBy(StageContext stage, Edge[] outputs)
    {
        long held = stage.Held?.Count ?? 0;
        for (int i = 0; i < stage.Inputs.Count; i++)
        {
            held += stage.Inputs[i].Waiting.CountPackets();
        }

        foreach (Edge edge in outputs)
        {
            held += edge.Accumulated;
        }

        return held;
    }

    private static Edge? EntryOf(Segment segment, string stage, int path) =>
        segment.Stages.First(s => s.Name == stage).Context.Outputs.FirstOrDefault(edge => edge != Edge.End && edge.Path == path);

    private static Counter AddRegion(CounterTable table, string chain, Region region)
    {
        CounterBlock cells = table.AddBlock(
            [new(LabelKeys.Chain, chain), new(LabelKeys.Region, $"{region.MemId}")], Catalogue.RegionBuffers, Catalogue.RegionFree);
        cells[0].Set(region.BufferCount);
        return cells[1];
    }
}
