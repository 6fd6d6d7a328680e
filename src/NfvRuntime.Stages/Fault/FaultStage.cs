using NfvRuntime.Sdk;

namespace NfvRuntime.Stages;

/// <summary>Fails on every n-th burst or packet and passes the others on: for tests, and to see what a fault costs and loses.</summary>
public sealed class FaultStage : StageActor
{
    private readonly FaultSettings _settings;
    private readonly Progress _progress;
    private readonly Tally _tally;

    /// <summary>Makes the actor.</summary>
    /// <param name="stage">Its context.</param>
    /// <param name="settings">When and how it fails.</param>
    public FaultStage(StageContext stage, FaultSettings settings)
        : base(stage)
    {
        _settings = settings;
        _progress = stage.Keep("progress", static () => new Progress());
        _tally = stage.KeepAlways("tally", static () => new Tally());
    }

    /// <summary>The kind, for chain files and catalogues.</summary>
    public static StageKind Kind { get; } = StageKind.Define(
        "fault", "Throws, or does not return, on every n-th burst or packet.", FaultSettings.Read,
        static (stage, settings) => new FaultStage(stage, settings),
        handlesOffloads: true);

    /// <inheritdoc/>
    protected override void OnBurst(Burst burst)
    {
        long packets = _progress.Packets;
        _progress.Bursts++;
        _progress.Packets += burst.PacketCount;
        bool due = _settings.Every > 0
            ? _progress.Bursts % _settings.Every == 0
            : packets / _settings.EveryPackets != _progress.Packets / _settings.EveryPackets;
        if (due && (_settings.Times == 0 || _tally.Faults < _settings.Times))
        {
            _tally.Faults++;
            Fail();
        }
    }

    private void Fail()
    {
        if (_settings.Mode == FaultMode.Throw)
        {
            throw new InjectedFaultException(Stage.Name, _progress.Bursts);
        }

        Thread.Sleep(_settings.For == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : _settings.For);
    }

    /// <summary>What all instances have seen that found the same state: a restarted one must not count from 1 again.</summary>
    private sealed class Progress
    {
        public long Bursts;
        public long Packets;
    }

    /// <summary>Faults of all instances: the script of the demonstration, so to speak, and no state that a packet could spoil.</summary>
    private sealed class Tally
    {
        public long Faults;
    }
}
