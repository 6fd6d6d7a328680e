using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>
/// The part of a chain that runs on one island: rings, stages, edges and bursts, all of which outlive the actors that work with them.
/// Made by <see cref="SegmentBuilder"/>.
/// </summary>
public sealed class Segment : IDisposable
{
    private readonly Dictionary<object, ServiceKeeper> _keepers = new(ReferenceEqualityComparer.Instance);

    internal Segment(
        string chain,
        IReadOnlyList<PortNode> ports,
        IReadOnlyList<StageNode> stages,
        IReadOnlyList<Hop> hops,
        IReadOnlyList<BurstPool> pools,
        IReadOnlyList<RegionAudit> audits,
        SegmentOptions options,
        IReadOnlyList<string> pathNames,
        CounterTable counters)
    {
        Chain = chain;
        Ports = ports;
        Stages = stages;
        Hops = hops;
        Pools = pools;
        Audits = audits;
        Options = options;
        PathNames = pathNames;
        Counters = counters;
        foreach (PortNode port in ports)
        {
            foreach (RxRingState ring in port.Receive)
            {
                _keepers.Add(ring, new RingKeeper(ring, NameOf(port, ring.Driver.RingNumber, "receive"), options));
            }

            foreach (TxRingState ring in port.Transmit)
            {
                _keepers.Add(ring, new RingKeeper(ring, NameOf(port, ring.Driver.RingNumber, "transmit"), options));
            }
        }
    }

    /// <summary>Name of the chain.</summary>
    public string Chain { get; }

    /// <summary>The ports, in the order of the chain file.</summary>
    public IReadOnlyList<PortNode> Ports { get; }

    /// <summary>The stages, in the order of the chain file.</summary>
    public IReadOnlyList<StageNode> Stages { get; }

    /// <summary>The edges, and what is behind each.</summary>
    public IReadOnlyList<Hop> Hops { get; }

    /// <summary>Names of the paths, in the order of the chain file; numbers where they have none.</summary>
    public IReadOnlyList<string> PathNames { get; }

    /// <summary>Where the segment counts.</summary>
    public CounterTable Counters { get; }

    /// <summary>Completes once every stage runs; fails if one cannot be made.</summary>
    public Task Started => StartedSource.Task;

    /// <summary>Completes once every input has ended, or was told to stop, and every packet has been settled.</summary>
    public Task Drained => DrainedSource.Task;

    /// <summary>Completes when the chain has to stop because a stage went out of service; says which, and why.</summary>
    public Task<string> Failure => FailureSource.Task;

    /// <summary>Told of every fault of a ring, on the segment's island.</summary>
    internal Action<RingFaultException>? RingFaulted { get; set; }

    /// <summary>Completes once every port through which packets come into the chain has ended, or was told to stop.</summary>
    internal Task InputsEnded => InputsEndedSource.Task;

    /// <summary>Whether packets come into the chain through a port; through the others they come from another part of it.</summary>
    internal Func<PortNode, bool> IsInput { get; set; } = _ => true;

    internal TaskCompletionSource InputsEndedSource { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the segment's island publishes every so often; null where nobody asked for it.</summary>
    internal ChainGauges? Gauges { get; set; }

    internal IReadOnlyList<BurstPool> Pools { get; }

    internal IReadOnlyList<RegionAudit> Audits { get; }

    internal SegmentOptions Options { get; }

    internal TaskCompletionSource StartedSource { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource DrainedSource { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal TaskCompletionSource<string> FailureSource { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True once no more packets are to be taken in.</summary>
    internal bool IsStopping { get; set; }

    internal IEnumerable<RxRingState> RxRings => Ports.SelectMany(port => port.Receive);

    internal IEnumerable<TxRingState> TxRings => Ports.SelectMany(port => port.Transmit);

    /// <summary>
    /// True if no packet is anywhere between the receive rings and the transmit rings: every burst is home (so none waits or gathers), no
    /// stage holds packets, and the host has all that was put into rings. Asked every turn while a segment runs dry; allocates nothing.
    /// </summary>
    internal bool IsEmpty
    {
        get
        {
            bool empty = true;
            for (int i = 0; empty && i < Pools.Count; i++)
            {
                empty = Pools[i].Available == Pools[i].Bursts.Count;
            }

            for (int i = 0; empty && i < Stages.Count; i++)
            {
                empty = Stages[i].Context.Held is null or { Count: 0 };
            }

            for (int i = 0; empty && i < Ports.Count; i++)
            {
                IReadOnlyList<TxRingState> rings = Ports[i].Transmit;
                for (int ring = 0; empty && ring < rings.Count; ring++)
                {
                    empty = rings[ring].Drained;
                }
            }

            return empty;
        }
    }

    /// <summary>The segment's actor: start it with <c>WithDispatcher</c> of its island.</summary>
    public Props ToProps() => Props.Create(() => new SegmentActor(this));

    /// <summary>The books, as they stand. Exact when the segment stands still; ask its actor for <see cref="SnapshotRequest"/> while it runs.</summary>
    public SegmentReport Report() => SegmentReport.Of(this);

    /// <summary>Checks every region of the segment; to be called when it stands still.</summary>
    public IReadOnlyList<RegionAuditResult> Audit() => [.. Audits.Select(audit => audit.Run())];

    /// <summary>Sets the bit of every buffer of a region that the segment has outside of rings. Nothing of it may move meanwhile.</summary>
    /// <param name="region">The region.</param>
    /// <param name="bitmap">Bit i % 64 of word i / 64 for buffer i; at least one bit a buffer of the region.</param>
    internal unsafe void MarkHeld(Region region, Span<ulong> bitmap)
    {
        foreach (Burst burst in Pools.SelectMany(pool => pool.Bursts).Concat(Stages.SelectMany(stage => stage.Context.Held?.Store ?? [])))
        {
            for (int i = 0; burst.Region == region && i < burst.Capacity; i++)
            {
                uint index = burst.Descriptors[i].BufIdx;
                if (region.IsUsableBuffer(index))
                {
                    bitmap[(int)(index / 64)] |= 1UL << (int)(index % 64);
                }
            }
        }
    }

    /// <summary>
    /// Drops what could not be settled before the actors stopped: bursts that wait for room in a ring, and those that were told to an
    /// actor which did not live to receive them.
    /// </summary>
    internal void SettleLeftovers()
    {
        foreach (BurstPool pool in Pools)
        {
            pool.Disown();
        }

        foreach (StageNode stage in Stages)
        {
            stage.Context.Close();
        }

        foreach (TxRingState ring in TxRings)
        {
            ring.DropPending();
        }

        Settle(_ => true);
    }

    /// <summary>A stage has stopped: bursts that were told to it and that it did not live to receive are dropped.</summary>
    /// <param name="stage">The stage.</param>
    internal void Settle(StageContext stage)
    {
        stage.Close();
        Settle(burst => burst.Edge?.TargetStage == stage);
    }

    /// <summary>Who decides about the failures of a stage or ring of the segment.</summary>
    /// <param name="part">The <see cref="StageNode"/>, <see cref="RxRingState"/> or <see cref="TxRingState"/>.</param>
    internal ServiceKeeper KeeperOf(object part) => part is StageNode stage ? stage.Keeper : _keepers[part];

    private static string NameOf(PortNode port, int ring, string direction) => $"port '{port.Name}', {direction} ring {ring}";

    private void Settle(Func<Burst, bool> isLost)
    {
        foreach (Burst burst in Pools.SelectMany(pool => pool.Bursts).Where(burst => !burst.IsHome && isLost(burst)))
        {
            if (burst.Edge?.TargetStage is { } stage)
            {
                stage.Refuse(burst);
            }
            else
            {
                Hops.FirstOrDefault(hop => hop.Edge == burst.Edge)?.Ring?.Books.Drop(DropReasons.StageStopped, burst.UnsettledPackets);
                burst.GoHome();
            }
        }
    }

    /// <summary>Gives all bursts back to their regions. The actors must have stopped.</summary>
    public void Dispose()
    {
        SettleLeftovers();
        foreach (StageNode stage in Stages)
        {
            stage.Context.Dispose();
        }

        foreach (BurstPool pool in Pools)
        {
            pool.Dispose();
        }
    }
}
