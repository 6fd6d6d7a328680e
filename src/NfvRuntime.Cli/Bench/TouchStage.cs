using NfvRuntime.Sdk;

namespace NfvRuntime.Cli.Bench;

/// <summary>A stage that reads and writes the header of every packet: the load of the chain benchmark.</summary>
internal sealed unsafe class TouchStage(StageContext stage) : StageActor(stage)
{
    public static readonly StageKind Kind = StageKind.Define<object>(
        "touch", "Lowers the TTL of every packet.", _ => new object(), (stage, _) => new TouchStage(stage));

    /// <summary>Keeps the reads from being optimised away.</summary>
    private uint _seen;

    protected override void OnBurst(Burst burst)
    {
        uint seen = 0;
        FrameTable frames = burst.Frames;
        for (int i = 0; i < frames.Count; i++)
        {
            seen ^= HeaderTouch.Apply(frames.Pointer(i));
        }

        _seen ^= seen;
    }
}
