using NfvRuntime.Runtime;
using NfvRuntime.Sdk;

namespace NfvRuntime.WebConsole;

/// <summary>Whether a chain does its work: what is wrong with it, if anything is.</summary>
/// <param name="Chain">Name of the chain.</param>
/// <param name="Reasons">One sentence each; empty for a healthy chain.</param>
public sealed record ChainHealth(string Chain, IReadOnlyList<string> Reasons)
{
    /// <summary>How long the island may take to answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>True if nothing is wrong.</summary>
    public bool IsGreen => Reasons.Count == 0;

    /// <summary>Looks at a chain. Takes up to a second where a stage does not return.</summary>
    public static async Task<ChainHealth> OfAsync(ChainRuntime runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        var reasons = new List<string>();
        if (runtime.IsStopping)
        {
            reasons.Add("the chain is stopping");
        }
        else if (runtime.Stall is { } stall)
        {
            reasons.Add($"{stall}");
        }
        else if (!await runtime.AnswersAsync(Patience).ConfigureAwait(false))
        {
            reasons.Add($"island '{runtime.Plan.Name}' has not answered for {Patience.TotalSeconds} s: {runtime.Running ?? "a stage"} does not return");
        }

        if (runtime.Drained is { IsFaulted: true, Exception: { } fault })
        {
            reasons.Add($"the chain failed: {fault.GetBaseException().Message}");
        }

        foreach (StageNode stage in runtime.Segment.Stages.Where(stage => stage.Context.Closed && !runtime.IsStopping))
        {
            reasons.Add($"stage '{stage.Name}' has stopped");
        }

        foreach (StageNode stage in runtime.Segment.Stages)
        {
            if (Explain(stage.Context.Status) is { } why)
            {
                reasons.Add($"stage '{stage.Name}' {why}");
            }
        }

        foreach (GuestMember guest in runtime.Guests.Where(guest => guest.Status.Phase != GuestPhase.Running && !runtime.IsStopping))
        {
            reasons.Add($"guest '{guest.Name}' is {guest.Status.Phase.ToString().ToLowerInvariant()}: {guest.Status.LastDeath ?? "it has not run yet"}");
        }

        foreach (PortNode port in runtime.Segment.Ports)
        {
            reasons.AddRange(port.Receive.Select(ring => Explain(ring.Status)).OfType<string>().Select(why => $"port '{port.Name}' (receiving) {why.Replace(", and its packets are dropped", ", and takes no packets", StringComparison.Ordinal)}"));
            reasons.AddRange(port.Transmit.Select(ring => Explain(ring.Status)).OfType<string>().Select(why => $"port '{port.Name}' (sending) {why}"));
        }

        foreach (PortNode port in runtime.Segment.Ports.Where(port => port.Port.Problem is not null))
        {
            reasons.Add($"port '{port.Name}': {port.Port.Problem}");
        }

        return new ChainHealth(runtime.Plan.Name, reasons);
    }

    private static string? Explain(ServiceStatus status) => status.State switch
    {
        ServiceState.OutOfService when status.Instead == OnFault.Bypass => $"is out of service, and packets bypass it: {status.Why}",
        ServiceState.OutOfService => $"is out of service, and its packets are dropped: {status.Why}",
        ServiceState.OnTrial => $"was out of service and has not yet stood its trial: {status.Why}",
        _ => null,
    };
}
