using NfvRuntime.Sdk;

namespace NfvRuntime.Stages;

/// <summary>Throws on every n-th burst and passes the others on: for tests, and to see what a restart costs and loses.</summary>
public sealed class FaultStage : StageActor
{
    private readonly FaultSettings _settings;
    private readonly Progress _progress;

    /// <summary>Makes the actor.</summary>
    /// <param name="stage">Its context.</param>
    /// <param name="settings">When it throws.</param>
    public FaultStage(StageContext stage, FaultSettings settings)
        : base(stage)
    {
        _settings = settings;
        _progress = stage.Keep("progress", static () => new Progress());
    }

    /// <summary>The kind, for chain files and catalogues.</summary>
    public static StageKind Kind { get; } = StageKind.Define(
        "fault", "Throws on every n-th burst, and is restarted without limit.", FaultSettings.Read,
        static (stage, settings) => new FaultStage(stage, settings));

    /// <inheritdoc/>
    protected override void OnBurst(Burst burst)
    {
        if (++_progress.Bursts % _settings.Every == 0)
        {
            throw new InjectedFaultException(Stage.Name, _progress.Bursts);
        }
    }

    /// <summary>Bursts seen by all instances together: a restarted one must not count from 1 again.</summary>
    private sealed class Progress
    {
        public long Bursts;
    }
}
