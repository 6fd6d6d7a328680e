using NfvRuntime.Sdk;

namespace NfvRuntime.Chains;

/// <summary>What holds for a whole chain: the section <c>options</c>.</summary>
public sealed record ChainOptions
{
    /// <summary>Packets that a burst can hold, 1 to 256.</summary>
    public int Burst { get; init; } = 64;

    /// <summary>Bursts that a receive ring may have under way, and an edge may have in use, 1 to 1024.</summary>
    public int Bursts { get; init; } = 2;

    /// <summary>What the chain's islands do when there is no work.</summary>
    public WaitingPolicy Policy { get; init; } = WaitingPolicy.Adaptive;

    /// <summary>The least time between two samples of a path's, or of a stage's, latency; 0 takes none.</summary>
    public TimeSpan LatencyEvery { get; init; } = TimeSpan.FromMicroseconds(100);

    /// <summary>Slots of a ring where the port leaves the choice, 4 to 16384.</summary>
    public int RingSlots { get; init; } = 1024;

    /// <summary>What becomes of the packets of any stage that is out of service; null where each kind's own default holds.</summary>
    public OnFault? OnFault { get; init; }

    /// <summary>What becomes of the chain if one of its stages cannot be made at the start, and does not say otherwise.</summary>
    public OnStartFault OnStartFault { get; init; }

    /// <summary>How often a ring, or a stage that does not say otherwise, may fail.</summary>
    public RestartLimit Restarts { get; init; } = RestartLimit.Default;

    /// <summary>When a ring, or a stage that does not say otherwise, is tried again once it is out of service.</summary>
    public RetryBackoff Retry { get; init; } = RetryBackoff.Default;

    /// <summary>How the host serves what guests drive.</summary>
    public KloopChoice Kloops { get; init; } = new();

    /// <summary>How long a stage or ring may take over one call before the watchdog names it; zero for no watchdog.</summary>
    public TimeSpan Watchdog { get; init; } = TimeSpan.FromSeconds(5);
}
