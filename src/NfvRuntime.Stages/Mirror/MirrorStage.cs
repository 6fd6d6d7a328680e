using NfvRuntime.Counters;
using NfvRuntime.Sdk;

namespace NfvRuntime.Stages;

/// <summary>
/// Copies every packet to a capture file, to the gate <c>copy</c> where a path leaves it, or to both, and passes the originals on
/// unchanged.
/// </summary>
/// <remarks>
/// The capture is made when the chain starts, goes on through restarts, and is buffered: what it holds is on disk once the stage has
/// stopped or the buffer of 1 MiB has been filled. All packets of a burst carry the same time, that at which the stage saw the burst.
/// Writing can block the island; if it fails, packets are counted as lost for the capture and go on all the same. A copy for which its
/// edge has no reserve is dropped, never the original.
/// </remarks>
public sealed class MirrorStage : StageActor
{
    private readonly MirrorFile? _file;
    private readonly Verdict _copy;

    /// <summary>Makes the actor.</summary>
    /// <param name="stage">Its context.</param>
    /// <param name="settings">Where copies go.</param>
    /// <exception cref="IOException">The capture cannot be created.</exception>
    public MirrorStage(StageContext stage, MirrorSettings settings)
        : base(stage)
    {
        _copy = stage.Gate("copy");
        if (settings.File is { } file)
        {
            _file = stage.KeepAlways("capture", () => MirrorFile.Create(stage, file, settings.SnapLength));
        }
    }

    /// <summary>The kind, for chain files and catalogues.</summary>
    public static StageKind Kind { get; } = StageKind.Define(
        "mirror", "Copies packets to a capture file or a port, and passes them on.", MirrorSettings.Read,
        static (stage, settings) => new MirrorStage(stage, settings),
        outputs: [new GateSpec("copy", "A copy of every packet, where a path leaves the gate.", DropReasons.GateUnconnected)],
        role: StageRole.Observer,
        metrics: [Catalogue.MirrorPackets, Catalogue.MirrorLost],
        handlesOffloads: true);

    /// <inheritdoc/>
    protected override void OnBurst(Burst burst)
    {
        if (_file is { } file)
        {
            Capture(file, burst);
        }

        if (Stage.IsConnected(burst, _copy))
        {
            for (int i = 0; i < burst.Count; i = burst.NextPacket(i))
            {
                Stage.TryCopy(burst, i, _copy);
            }
        }
    }

    /// <inheritdoc/>
    protected override void OnStop() => _file?.Flush();

    private void Capture(MirrorFile file, Burst burst)
    {
        bool wasWell = file.Fault is null;
        long now = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
        for (int i = 0; i < burst.Count; i = burst.NextPacket(i))
        {
            file.Write(burst, i, now);
        }

        file.Publish();
        if (wasWell && file.Fault is { } fault)
        {
            Context.System.EventStream.Publish(new ActorEvents.Warning(
                fault, Self.Path.ToString(), GetType(), $"Stage '{Stage.Name}' has stopped writing '{file.Path}': {fault.Message}"));
        }
    }
}
