namespace NfvRuntime.Sdk;

/// <summary>The drop reasons that the runtime itself uses. Stages register their own.</summary>
public static class DropReasons
{
    /// <summary>A stage threw while it had the packet's burst.</summary>
    public static readonly DropReason StageFault =
        DropReason.Register("stage-fault", "The stage threw while it worked on the packet's burst; it was restarted and the burst was dropped.");

    /// <summary>The stage was stopped while the packet waited at it.</summary>
    public static readonly DropReason StageStopped =
        DropReason.Register("stage-stopped", "The stage had stopped; the packet had nowhere to go.");

    /// <summary>The stage or ring is out of service after too many failures, and its packets do not bypass it.</summary>
    public static readonly DropReason OutOfService = DropReason.Register(
        "out-of-service", "The stage or ring had failed too often and is out of service; the log says why and when it is tried again.");

    /// <summary>A path ends in <c>drop</c>.</summary>
    public static readonly DropReason PathDrop =
        DropReason.Register("path-drop", "The path of the packet ends in drop, as the chain file says.");

    /// <summary>The output gate is not connected.</summary>
    public static readonly DropReason GateUnconnected =
        DropReason.Register("gate-unconnected", "No path leaves the output gate that the stage chose; add a path that starts at it.");

    /// <summary>The edge was full for longer than the chain file allows.</summary>
    public static readonly DropReason EdgeFull =
        DropReason.Register("edge-full", "The edge behind the gate was full for longer than its 'after' time; its path says 'full: drop'.");

    /// <summary>A packet was to be made or copied, and its edge had no buffer in reserve.</summary>
    public static readonly DropReason NoReserve =
        DropReason.Register("no-reserve", "The edge had no buffer in reserve for a packet made or copied by the stage; the original was not harmed.");

    /// <summary>The packet does not fit a buffer of the region that it goes to.</summary>
    public static readonly DropReason TooLong =
        DropReason.Register("too-long", "The packet does not fit the buffers of the region it was to be copied into.");

    /// <summary>A chain of fragments is longer than a burst can carry.</summary>
    public static readonly DropReason TooManyFragments =
        DropReason.Register("too-many-fragments", "The packet had more slots than a burst holds.");

    /// <summary>A ring was reset with packets on their way to it.</summary>
    public static readonly DropReason RingReset =
        DropReason.Register("ring-reset", "The ring found an impossible index and was reset; what was in it is lost.");

    /// <summary>The burst belongs to a region that has been laid out anew.</summary>
    public static readonly DropReason StaleRegion =
        DropReason.Register("stale-region", "The packet's region was laid out anew while the packet was on its way.");

    /// <summary>All of them.</summary>
    public static IReadOnlySet<DropReason> All { get; } = new HashSet<DropReason>
    {
        StageFault,
        StageStopped,
        OutOfService,
        PathDrop,
        GateUnconnected,
        EdgeFull,
        NoReserve,
        TooLong,
        TooManyFragments,
        RingReset,
        StaleRegion,
    };
}
