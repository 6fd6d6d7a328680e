using NfvRuntime.Sdk;

namespace NfvRuntime.Stages;

/// <summary>Passes every packet on. It is the smallest stage there can be, and so the one to read first.</summary>
/// <remarks>
/// A stage is an actor that is born with a <see cref="StageContext"/>, which outlives it. The runtime calls <see cref="OnBurst"/> for
/// every burst, on the stage's island; the base class does the rest: counting, sending, dropping, and settling the burst should the
/// stage throw.
/// </remarks>
/// <param name="stage">Gates, counters, and whatever shall survive a restart.</param>
public sealed class ForwardStage(StageContext stage) : StageActor(stage)
{
    /// <summary>
    /// How chain files name the stage, and how its settings are read. A kind without further gates has the default input and the default
    /// output. Every mistake in the settings goes to the reader, which goes on; keys that nobody asked for are reported by the caller.
    /// </summary>
    public static StageKind Kind { get; } = StageKind.Define(
        "forward", "Passes every packet on.", ForwardSettings.Read, static (stage, _) => new ForwardStage(stage),
        role: StageRole.Observer, handlesOffloads: true);

    /// <inheritdoc/>
    protected override void OnBurst(Burst burst)
    {
        // Nothing to do: a packet without a verdict leaves by the default gate. A stage with more to say would walk the packets:
        //
        //   for (int i = 0; i < burst.Count; i = burst.NextPacket(i))   steps over the further slots of a large packet
        //       burst.Headers(i)                                        is parsed once for the whole chain
        //       burst.Data(i)                                           is the frame; write to it as you like
        //       burst.Set(i, verdict)                                   with a verdict from Stage.Gate(...) or Stage.Drop(...)
    }
}
