using NfvRuntime.Counters;
using NfvRuntime.Sdk;

namespace Acme.DnsGuard;

/// <summary>What the guard knows; it outlives the actor, so that a restart forgets nothing.</summary>
internal sealed class DnsGuardState
{
    private readonly Counter _questions;
    private readonly Counter _pending;

    public DnsGuardState(DnsGuardSettings settings, StageCounters counters)
    {
        CounterBlock block = counters.Add(DnsGuardMetrics.Questions, DnsGuardMetrics.Pending);
        _questions = block[0];
        _pending = block[1];
        Domains = new BlockedList(settings.Block, counters);
        Pending = new PendingQuestions(settings.Pending, settings.Timeout);
    }

    public BlockedList Domains { get; }

    public PendingQuestions Pending { get; }

    public ulong Questions { get; set; }

    /// <summary>Makes the figures visible outside; once a burst.</summary>
    public void Publish()
    {
        _questions.Set(Questions);
        _pending.Set((ulong)Pending.Count);
    }
}
