using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>Decides about one ring. A ring keeps no state that could be discarded: every fault resets it.</summary>
/// <param name="ring">The ring.</param>
/// <param name="what">What users call it.</param>
/// <param name="options">K in T, and when it is tried again.</param>
internal sealed class RingKeeper(ISupervisedRing ring, string what, SegmentOptions options)
    : ServiceKeeper(what, options.Restarts, options.Retry, hasState: false)
{
    public override ServiceStatus Status => ring.Status;

    protected override OnFault Instead => OnFault.Drop;

    protected override void Set(ServiceStatus status) => ring.SetStatus(status);

    protected override string DiscardState() => "";

    protected override void OnTakenOut() => ring.OnTakenOut();

    /// <summary>The actor is there and idle: it takes the ring up again at the next turn.</summary>
    protected override void Try() => BeginTrial();

    protected override void CountFailedStart()
    {
    }
}
