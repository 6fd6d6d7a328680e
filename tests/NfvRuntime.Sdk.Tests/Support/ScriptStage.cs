using NfvRuntime.Sdk.TestKit;

namespace NfvRuntime.Sdk.Tests.Support;

/// <summary>A stage that does what a test says, with sixteen output gates: the default one and g1 to g15.</summary>
internal sealed class ScriptStage(StageContext stage, Script script) : StageActor(stage)
{
    /// <summary>For what is sent to a gate that no path leaves.</summary>
    public static readonly DropReason Unconnected = DropReason.Register("script-unconnected", "A test's gate is not connected.");

    /// <summary>A reason of the stage's own.</summary>
    public static readonly DropReason Unwanted = DropReason.Register("script-unwanted", "A test's stage does not want the packet.");

    public static StageKind Kind { get; } = StageKind.Define<Script>(
        "script", "Does what a test says.", _ => throw new NotSupportedException(), (stage, script) => new ScriptStage(stage, script),
        outputs: Enumerable.Range(1, 15).Select(i => new GateSpec($"g{i}", "For tests.", Unconnected)),
        inputs: ["second"]);

    public static StageHarness Run(Action<StageContext, Burst> onBurst, StageHarnessOptions? options = null) =>
        new(Kind, new Script(onBurst), options);

    /// <summary>Walks the packets and sets the verdict that a function of the first byte names: a gate's number, or a drop below 0.</summary>
    public static void Split(StageContext stage, Burst burst, Func<byte, int> gateOf)
    {
        for (int i = 0; i < burst.Count; i = burst.NextPacket(i))
        {
            int gate = gateOf(burst.Data(i)[0]);
            burst.Set(i, gate < 0 ? stage.Drop(Unwanted) : stage.Gate(Name(gate)));
        }
    }

    public static string Name(int gate) => gate == 0 ? "" : $"g{gate}";

    protected override void OnBurst(Burst burst) => script.OnBurst(Stage, burst);

    protected override void OnStart() => script.OnStart?.Invoke(Stage);

    protected override void OnControl(object message)
    {
        if (script.OnControl is { } handle)
        {
            handle(Stage, message);
            Sender.Tell("done", Self);
        }
        else
        {
            base.OnControl(message);
        }
    }
}
