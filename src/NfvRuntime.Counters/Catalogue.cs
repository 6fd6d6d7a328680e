using static NfvRuntime.Counters.LabelKeys;

namespace NfvRuntime.Counters;

/// <summary>
/// Every metric of the product, in one place. Names are public: dashboards, rules and scripts are written against them, so a change
/// here is a change of the interface (a snapshot test says so).
/// </summary>
public static class Catalogue
{
    /// <summary>Packets that a port lost, by reason.</summary>
    public static readonly Metric PortDropped =
        Counts("nfv.port.dropped", "{packet}", "Packets the port lost, by reason.", Chain, Port, Ring, Direction, Reason);

    /// <summary>Large packets that were passed on as they are.</summary>
    public static readonly Metric PortLarge =
        Counts("nfv.port.large", "{packet}", "Large packets that came in and were passed on whole, to be cut by whoever sends them on.", Chain, Port, Ring, Direction);

    /// <summary>Large packets that were cut into segments.</summary>
    public static readonly Metric PortSegmented =
        Counts("nfv.port.segmented", "{packet}", "Large packets that the port cut into segments.", Chain, Port, Ring, Direction);

    /// <summary>What the large packets became.</summary>
    public static readonly Metric PortSegments =
        Counts("nfv.port.segments", "{packet}", "Segments that large packets became at the port.", Chain, Port, Ring, Direction);

    /// <summary>Checksums that a sender had left unfinished.</summary>
    public static readonly Metric PortChecksums =
        Counts("nfv.port.checksums", "{packet}", "Packets whose unfinished checksum the port completed, segments not counted.", Chain, Port, Ring, Direction);

    /// <summary>Packets moved through a ring.</summary>
    public static readonly Metric RingPackets =
        Counts("nfv.ring.packets", "{packet}", "Packets moved through the ring.", Chain, Port, Ring, Direction);

    /// <summary>Bytes moved through a ring.</summary>
    public static readonly Metric RingBytes =
        Counts("nfv.ring.io", "By", "Bytes moved through the ring.", Chain, Port, Ring, Direction);

    /// <summary>Syncs of a ring.</summary>
    public static readonly Metric RingSyncs =
        Counts("nfv.ring.syncs", "{sync}", "txsync or rxsync operations on the ring.", Chain, Port, Ring, Direction);

    /// <summary>Slots moved through a ring; more than packets where a packet takes several slots.</summary>
    public static readonly Metric RingSlots =
        Counts("nfv.ring.slots", "{slot}", "Slots moved through the ring.", Chain, Port, Ring, Direction);

    /// <summary>Syncs that moved something, by how much they moved; see <see cref="BatchSizes"/>.</summary>
    public static readonly Metric RingBatches =
        Counts("nfv.ring.batches", "{batch}", "Syncs that moved slots, by the number of slots moved at once.",
            Chain, Port, Ring, Direction, Size);

    /// <summary>Notifications sent to the other side.</summary>
    public static readonly Metric RingKicksSent =
        Counts("nfv.ring.kicks.sent", "{kick}", "Notifications sent to the other side of the ring.", Chain, Port, Ring, Direction);

    /// <summary>Notifications saved because the other side had not asked for one.</summary>
    public static readonly Metric RingKicksSuppressed =
        Counts("nfv.ring.kicks.suppressed", "{kick}", "Notifications not sent because the other side was awake.",
            Chain, Port, Ring, Direction);

    /// <summary>Impossible indices, slots or fragment chains found.</summary>
    public static readonly Metric RingFaults =
        Counts("nfv.ring.faults", "{fault}", "Impossible indices, slots or fragment chains found in the ring.",
            Chain, Port, Ring, Direction);

    /// <summary>Ring resets.</summary>
    public static readonly Metric RingResets =
        Counts("nfv.ring.resets", "{reset}", "Times the ring was set back to a known state.", Chain, Port, Ring, Direction);

    /// <summary>Slots of a ring that hold packets.</summary>
    public static readonly Metric RingOccupancy =
        Level("nfv.ring.occupancy", "{slot}", "Slots that hold packets: not yet taken by the chain, or not yet by the port.",
            Chain, Port, Ring, Direction);

    /// <summary>Time a ring could not go on; the cell counts nanoseconds.</summary>
    public static readonly Metric RingBlocked = Elapsed("nfv.ring.blocked",
        "Time packets waited at the ring: receive, the chain took none; transmit, the ring had no room.", Chain, Port, Ring, Direction);

    /// <summary>1 while a ring is out of service.</summary>
    public static readonly Metric RingDown =
        Level("nfv.ring.down", "{ring}", "1 while the ring is out of service after too many faults, else 0.", Chain, Port, Ring, Direction);

    /// <summary>Packets handed over an edge.</summary>
    public static readonly Metric EdgePackets =
        Counts("nfv.edge.packets", "{packet}", "Packets handed over the edge.", Chain, LabelKeys.Path, Edge);

    /// <summary>Bytes handed over an edge.</summary>
    public static readonly Metric EdgeBytes =
        Counts("nfv.edge.io", "By", "Bytes handed over the edge.", Chain, LabelKeys.Path, Edge);

    /// <summary>Bursts handed over an edge.</summary>
    public static readonly Metric EdgeBursts =
        Counts("nfv.edge.bursts", "{burst}", "Bursts handed over the edge.", Chain, LabelKeys.Path, Edge);

    /// <summary>Bursts of an edge that are away from home.</summary>
    public static readonly Metric EdgeOccupancy =
        Level("nfv.edge.occupancy", "{burst}", "Bursts of the edge's quota that are in use.", Chain, LabelKeys.Path, Edge);

    /// <summary>Time an edge made its stage wait; the cell counts nanoseconds.</summary>
    public static readonly Metric EdgeBlocked = Elapsed("nfv.edge.blocked",
        "Time packets waited because all bursts of the edge's quota were in use.", Chain, LabelKeys.Path, Edge);

    /// <summary>Packets a stage received.</summary>
    public static readonly Metric StageReceived =
        Counts("nfv.stage.received", "{packet}", "Packets handed to the stage.", Chain, Stage);

    /// <summary>Bytes a stage received.</summary>
    public static readonly Metric StageBytes =
        Counts("nfv.stage.io", "By", "Bytes handed to the stage.", Chain, Stage);

    /// <summary>Packets a stage sent on.</summary>
    public static readonly Metric StageSent =
        Counts("nfv.stage.sent", "{packet}", "Packets the stage sent on.", Chain, Stage);

    /// <summary>Packets a stage made (copies, errors, fragments).</summary>
    public static readonly Metric StageCreated =
        Counts("nfv.stage.created", "{packet}", "Packets the stage made: copies, errors, fragments.", Chain, Stage);

    /// <summary>Packets that ended in a stage by its purpose.</summary>
    public static readonly Metric StageConsumed =
        Counts("nfv.stage.consumed", "{packet}", "Packets that reached their end in the stage by its purpose.", Chain, Stage);

    /// <summary>Packets a stage dropped, by reason.</summary>
    public static readonly Metric StageDropped =
        Counts("nfv.stage.dropped", "{packet}", "Packets the stage dropped, by reason.", Chain, Stage, Reason);

    /// <summary>Packets kept across calls.</summary>
    public static readonly Metric StageHeld =
        Level("nfv.stage.held", "{packet}", "Packets the stage keeps for later.", Chain, Stage);

    /// <summary>Bursts a stage processed.</summary>
    public static readonly Metric StageBursts =
        Counts("nfv.stage.bursts", "{burst}", "Bursts handed to the stage.", Chain, Stage);

    /// <summary>Restarts of a stage.</summary>
    public static readonly Metric StageRestarts =
        Counts("nfv.stage.restarts", "{restart}", "Times the stage was restarted after a fault.", Chain, Stage);

    /// <summary>Time from a stage's fault until it could take the next burst; the cell counts nanoseconds.</summary>
    public static readonly Metric StageBlocked =
        Elapsed("nfv.stage.blocked", "Time the stage could take no burst because it was being restarted.", Chain, Stage);

    /// <summary>How long a stage works on a burst, sampled; see <see cref="LatencyBuckets"/>.</summary>
    public static readonly Metric StageLatency =
        Sampled("nfv.stage.latency", "Time the stage worked on a burst, sampled.", Chain, Stage, Size);

    /// <summary>Times a stage's kept state was discarded.</summary>
    public static readonly Metric StageStateDiscards =
        Counts("nfv.stage.state.discards", "{discard}", "Times the stage's kept state was discarded because it went on failing with it.",
            Chain, Stage);

    /// <summary>Packets that bypassed a stage while it was out of service.</summary>
    public static readonly Metric StageBypassed =
        Counts("nfv.stage.bypassed", "{packet}", "Packets that bypassed the stage while it was out of service.", Chain, Stage);

    /// <summary>1 while a stage is out of service.</summary>
    public static readonly Metric StageDown =
        Level("nfv.stage.down", "{stage}", "1 while the stage is out of service after too many failures, else 0.", Chain, Stage);

    /// <summary>1 while a stage does not return.</summary>
    public static readonly Metric StageStalled =
        Level("nfv.stage.stalled", "{stage}", "1 while the watchdog finds that the stage does not return, else 0.", Chain, Stage);

    /// <summary>Packets that a firewall judged by a rule.</summary>
    public static readonly Metric FirewallRuleHits =
        Counts("nfv.firewall.rule.hits", "{packet}", "Packets that the firewall judged by the rule, its default, or a rule of its own.",
            Chain, Stage, Rule);

    /// <summary>What became of answers to rejected packets.</summary>
    public static readonly Metric FirewallAnswers =
        Counts("nfv.firewall.answers", "{packet}",
            "Packets that the firewall rejected, by what became of their answer: sent, limited (too many), none (they get no answer).",
            Chain, Stage, Outcome);

    /// <summary>Bytes that a counter saw.</summary>
    public static readonly Metric CounterBytes =
        Counts("nfv.count.io", "By", "Bytes of the packets that crossed the counter.", Chain, Stage);

    /// <summary>Flows in a counter's table.</summary>
    public static readonly Metric CounterFlows =
        Level("nfv.count.flows", "{flow}", "Flows that the counter tells apart, up to the size of its table.", Chain, Stage);

    /// <summary>Packets that a counter could not assign to a flow of their own.</summary>
    public static readonly Metric CounterOther =
        Counts("nfv.count.other", "{packet}", "Packets of flows for which the counter's table had no room.", Chain, Stage);

    /// <summary>Packets that a mirror wrote to its capture.</summary>
    public static readonly Metric MirrorPackets =
        Counts("nfv.mirror.packets", "{packet}", "Packets that the mirror handed to its capture file.", Chain, Stage);

    /// <summary>Packets that are missing from a mirror's capture.</summary>
    public static readonly Metric MirrorLost =
        Counts("nfv.mirror.lost", "{packet}", "Packets missing from the mirror's capture because it could not be written.", Chain, Stage);

    /// <summary>Packets that entered a path.</summary>
    public static readonly Metric PathPackets =
        Counts("nfv.path.packets", "{packet}", "Packets that entered the path.", Chain, LabelKeys.Path);

    /// <summary>Bytes that entered a path.</summary>
    public static readonly Metric PathBytes =
        Counts("nfv.path.io", "By", "Bytes that entered the path.", Chain, LabelKeys.Path);

    /// <summary>From a receive ring to a transmit ring, sampled; see <see cref="LatencyBuckets"/>.</summary>
    public static readonly Metric PathLatency = Sampled("nfv.path.latency",
        "Time from the receive ring's sync that found a burst to the transmit ring's sync that handed it over, sampled.",
        Chain, LabelKeys.Path, Size);

    /// <summary>Turns of an island's loop.</summary>
    public static readonly Metric IslandTurns =
        Counts("nfv.island.turns", "{turn}", "Turns of the island's loop.", Island);

    /// <summary>Messages delivered on an island.</summary>
    public static readonly Metric IslandMessages =
        Counts("nfv.island.messages", "{message}", "Messages delivered on the island.", Island);

    /// <summary>Times an island went to sleep.</summary>
    public static readonly Metric IslandSleeps =
        Counts("nfv.island.sleeps", "{sleep}", "Times the island went to sleep for want of work.", Island);

    /// <summary>Times another thread or a descriptor woke an island.</summary>
    public static readonly Metric IslandWakeups =
        Counts("nfv.island.wakeups", "{wakeup}", "Times the island was woken.", Island);

    /// <summary>Time an island spent on work; the cell counts nanoseconds.</summary>
    public static readonly Metric IslandBusy =
        Elapsed("nfv.island.busy", "Time the island spent on work, as opposed to looking for it or sleeping.", Island);

    /// <summary>1 while something on an island does not return.</summary>
    public static readonly Metric IslandStalled =
        Level("nfv.island.stalled", "{island}", "1 while the watchdog finds that something on the island does not return, else 0.", Island);

    /// <summary>How often the process was started again by the one that watches it.</summary>
    public static readonly Metric ProcessRespawns =
        Counts("nfv.process.respawns", "{respawn}", "Times the program was started again after it had died (nfv run --respawn).", Chain);

    /// <summary>1 while a guest's segment runs.</summary>
    public static readonly Metric GuestUp = Level("nfv.guest.up", "{guest}", "1 while the guest's segment runs, else 0.", Chain, LabelKeys.Guest);

    /// <summary>Deaths of a guest.</summary>
    public static readonly Metric GuestDeaths =
        Counts("nfv.guest.deaths", "{death}", "Times the guest died and was started again.", Chain, LabelKeys.Guest);

    /// <summary>Time a guest's segment did not run because the guest had died; the cell counts nanoseconds.</summary>
    public static readonly Metric GuestOutage =
        Elapsed("nfv.guest.outage", "Time from the guest's deaths until its segment ran again.", Chain, LabelKeys.Guest);

    /// <summary>Time others stood still because a guest had died; the cell counts nanoseconds.</summary>
    public static readonly Metric GuestPause =
        Elapsed("nfv.guest.pause", "Time others of the guest's regions stood still while its buffers were counted.", Chain, LabelKeys.Guest);

    /// <summary>Buffers that came back from dead guests.</summary>
    public static readonly Metric GuestReclaimed =
        Counts("nfv.guest.reclaimed", "{buffer}", "Buffers that came back from the guest after its deaths.", Chain, LabelKeys.Guest);

    /// <summary>Packets a switch lost, by reason.</summary>
    public static readonly Metric ValeDropped =
        Counts("nfv.vale.dropped", "{packet}", "Packets the switch dropped, by reason.", Chain, Switch, Port, Ring, Reason);

    /// <summary>Buffers of a region.</summary>
    public static readonly Metric RegionBuffers =
        Level("nfv.region.buffers", "{buffer}", "Buffers the region has.", Chain, Region);

    /// <summary>Buffers of a region that nobody owns.</summary>
    public static readonly Metric RegionFree =
        Level("nfv.region.free", "{buffer}", "Buffers of the region that are not handed out.", Chain, Region);

    /// <summary>All of the above, in the order of this file.</summary>
    public static IReadOnlyList<Metric> All { get; } =
    [
        PortDropped, PortLarge, PortSegmented, PortSegments, PortChecksums,
        RingPackets, RingBytes, RingSyncs, RingSlots, RingBatches, RingKicksSent, RingKicksSuppressed, RingFaults, RingResets, RingOccupancy,
        RingBlocked, RingDown,
        EdgePackets, EdgeBytes, EdgeBursts, EdgeOccupancy, EdgeBlocked,
        StageReceived, StageBytes, StageSent, StageCreated, StageConsumed, StageDropped, StageHeld, StageBursts, StageRestarts, StageBlocked,
        StageLatency, StageStateDiscards, StageBypassed, StageDown, StageStalled,
        FirewallRuleHits, FirewallAnswers, CounterBytes, CounterFlows, CounterOther, MirrorPackets, MirrorLost,
        PathPackets, PathBytes, PathLatency,
        IslandTurns, IslandMessages, IslandSleeps, IslandWakeups, IslandBusy, IslandStalled,
        ProcessRespawns,
        GuestUp, GuestDeaths, GuestOutage, GuestPause, GuestReclaimed,
        ValeDropped,
        RegionBuffers, RegionFree,
    ];

    private static Metric Counts(string name, string unit, string description, params string[] labels) =>
        new(name, MetricKind.Counter, unit, description, labels);

    private static Metric Level(string name, string unit, string description, params string[] labels) =>
        new(name, MetricKind.Gauge, unit, description, labels);

    private static Metric Elapsed(string name, string description, params string[] labels) =>
        new(name, MetricKind.Counter, "s", description, labels) { Scale = 1e-9 };

    private static Metric Sampled(string name, string description, params string[] labels) =>
        new(name, MetricKind.Histogram, "s", description, labels) { Scale = 1e-9 };
}
