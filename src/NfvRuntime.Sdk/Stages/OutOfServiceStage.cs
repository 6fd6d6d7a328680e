namespace NfvRuntime.Sdk;

/// <summary>
/// Stands in for a stage that is out of service: drops what comes, or passes it unchanged from input to output. Being the same actor to its
/// neighbours, it needs nothing of them; it is replaced by a real instance in the way every instance is, by a restart.
/// </summary>
internal sealed class OutOfServiceStage : StageActor
{
    private readonly Verdict[] _byInput;
    private readonly Verdict _drop;

    public OutOfServiceStage(StageContext stage, StageKind kind)
        : base(stage)
    {
        _drop = stage.Drop(DropReasons.OutOfService);
        bool bypass = stage.Status.Instead == OnFault.Bypass;
        _byInput = [.. kind.InputGates.Select(gate => bypass && kind.BypassOf(gate) is { } output ? stage.Gate(output) : _drop)];
    }

    /// <inheritdoc/>
    protected override void OnBurst(Burst burst)
    {
        Verdict verdict = _byInput[burst.InputGate];
        burst.SetAll(verdict);
        if (verdict != _drop)
        {
            Stage.Counters.Bypassed.Add((ulong)burst.PacketCount);
        }
    }
}
