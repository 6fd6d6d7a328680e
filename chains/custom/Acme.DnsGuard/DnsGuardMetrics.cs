using NfvRuntime.Counters;

namespace Acme.DnsGuard;

/// <summary>What the guard counts, beyond what every stage has. On /metrics the dots become underscores.</summary>
public static class DnsGuardMetrics
{
    /// <summary>Questions let through.</summary>
    public static readonly Metric Questions = new(
        "acme.dns.questions", MetricKind.Counter, "{packet}", "Questions that the guard let pass.", LabelKeys.Chain, LabelKeys.Stage);

    /// <summary>Questions that wait for their answers.</summary>
    public static readonly Metric Pending = new(
        "acme.dns.pending", MetricKind.Gauge, "{question}", "Questions whose answers have not come yet.", LabelKeys.Chain, LabelKeys.Stage);

    /// <summary>Questions about blocked domains, by domain.</summary>
    public static readonly Metric Blocked = new(
        "acme.dns.blocked", MetricKind.Counter, "{packet}", "Questions about a blocked domain.", LabelKeys.Chain, LabelKeys.Stage, LabelKeys.Rule);
}
