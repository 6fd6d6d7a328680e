using NfvRuntime.Netmap;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>Sizes of a segment.</summary>
public sealed record SegmentOptions
{
    /// <summary>Packets in a burst, 1 to <see cref="Sdk.Burst.MaxCapacity"/>. 64 within an island, 256 where bursts are copied or change CPUs.</summary>
    public int Burst { get; init; } = 64;

    /// <summary>Bursts in flight of each receive ring: its credits. More than two cost cache without need on one island.</summary>
    public int Bursts { get; init; } = 2;

    /// <summary>Accumulator bursts of each edge that leaves a stage, at least 2 so that one can fill while one is on its way.</summary>
    public int EdgeBursts { get; init; } = 2;

    /// <summary>Packets that a receive ring takes in one turn at most.</summary>
    public int Budget { get; init; } = 512;

    /// <summary>
    /// The least time between two samples of a path's, or of a stage's, latency; 0 takes none. With the default, sampling costs less than a
    /// thousandth of a CPU, however many packets come.
    /// </summary>
    public TimeSpan LatencyEvery { get; init; } = TimeSpan.FromMicroseconds(100);

    /// <summary>
    /// True if nothing but the segment, its ports and the other ends of its pipes has buffers of its regions. Only then can a buffer whose
    /// index was overwritten in a slot be told from one that somebody else holds, and be given back while the segment runs.
    /// </summary>
    public bool OwnsRegions { get; init; }

    /// <summary>Regions in which others than the segment have buffers, too: no audit can tell what is lost there.</summary>
    public IReadOnlyCollection<Region> SharedRegions { get; init; } = [];

    /// <summary>How often a ring may fail before it goes out of service.</summary>
    public RestartLimit Restarts { get; init; } = RestartLimit.Default;

    /// <summary>When a ring that is out of service is tried again.</summary>
    public RetryBackoff Retry { get; init; } = RetryBackoff.Default;

    /// <summary>Buffers that a region needs for one stage edge.</summary>
    public int BuffersPerEdge => EdgeBursts * Burst;

    /// <summary>Buffers that a region needs for one receive ring's credits.</summary>
    public int BuffersPerRxRing => Bursts * Burst;
}
