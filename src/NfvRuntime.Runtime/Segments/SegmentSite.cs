using NfvRuntime.Chains;
using NfvRuntime.Counters;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>Where a segment runs that is not its process's own chain: as a rule, in a guest.</summary>
/// <param name="Region">Where edges and stages take their buffers from. Stays the caller's, and outlives the segment.</param>
/// <param name="Counters">Where it counts; what it adds goes with it. Stays the caller's.</param>
public sealed record SegmentSite(Region Region, CounterTable Counters)
{
    /// <summary>What its island does without work; null: as the plan says.</summary>
    public WaitingPolicy? Policy { get; init; }

    /// <summary>The CPU of its island; null leaves the choice to the system.</summary>
    public int? Cpu { get; init; }

    /// <summary>Gets what the segment logs. Any thread.</summary>
    public Action<ActorEvents.LogEvent>? Log { get; init; }

    /// <summary>Told of every ring that was found to hold something impossible, and was reset: port, number with tx rings first, new generation, what was
    /// impossible. On the segment's island; must not wait.</summary>
    public Action<string, int, uint, string>? RingFaulted { get; init; }
}
