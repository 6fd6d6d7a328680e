using NfvRuntime.Chains;

namespace NfvRuntime.Runtime;

/// <summary>A guest to run, again and again where it dies.</summary>
/// <param name="Plan">The chain.</param>
/// <param name="Segment">What runs in the guest.</param>
/// <param name="Cpus">The CPUs it may use, such as <c>0,2-3</c>; null for all.</param>
/// <param name="MappedBytes">Bytes of the regions that it maps: part of its memory.</param>
/// <param name="Log">Gets what the guest logs: a source within it, and a text. Any thread.</param>
/// <param name="Failed">Called when the guest's segment has given up, and the chain has to stop; with why. Any thread.</param>
public sealed record GuestOrder(
    ChainPlan Plan, PlanSegment Segment, string? Cpus, long MappedBytes, Action<GuestLogEntry> Log, Action<string> Failed)
{
    /// <summary>The guest's name in the chain file.</summary>
    public string Name => Segment.Name;

    /// <summary>What is wanted of its memory and CPUs.</summary>
    public GuestSettings Settings => Segment.Guest!.Settings;
}
