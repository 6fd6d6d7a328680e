using NfvRuntime.Counters;
using NfvRuntime.Packets;
using NfvRuntime.Sdk;

namespace NfvRuntime.Stages;

/// <summary>
/// Counts packets, bytes and flows, and passes every packet on. A flow is a 5-tuple in one direction, as in IPFIX (RFC 7011). The
/// figures survive restarts; <see cref="CounterReportRequest"/> asks for them.
/// </summary>
public sealed class CounterStage : StageActor
{
    private readonly CounterSettings _settings;
    private readonly CounterState _state;

    /// <summary>Makes the actor.</summary>
    /// <param name="stage">Its context.</param>
    /// <param name="settings">Sizes.</param>
    public CounterStage(StageContext stage, CounterSettings settings)
        : base(stage)
    {
        _settings = settings;
        _state = stage.Keep("counts", () => new CounterState(settings, stage.Counters.Add));
    }

    /// <summary>The kind, for chain files and catalogues.</summary>
    public static StageKind Kind { get; } = StageKind.Define(
        "counter", "Counts packets, bytes and flows, and knows the flows with most bytes.", CounterSettings.Read,
        static (stage, settings) => new CounterStage(stage, settings),
        role: StageRole.Observer,
        metrics: [Catalogue.CounterBytes, Catalogue.CounterFlows, Catalogue.CounterOther],
        handlesOffloads: true);

    /// <inheritdoc/>
    protected override void OnBurst(Burst burst)
    {
        for (int i = 0; i < burst.Count; i = burst.NextPacket(i))
        {
            int bytes = burst.PacketLength(i);
            _state.Packets++;
            _state.Bytes += bytes;
            if (!FlowKey.TryRead(burst.Data(i), burst.Headers(i), out FlowKey flow))
            {
                _state.NonIpPackets++;
                _state.NonIpBytes += bytes;
            }
            else if (!_state.Table.TryAdd(burst.Hash(i), flow, bytes))
            {
                _state.OtherPackets++;
                _state.OtherBytes += bytes;
            }
        }

        _state.Publish();
    }

    /// <inheritdoc/>
    protected override void OnControl(object message)
    {
        if (message is CounterReportRequest)
        {
            Sender.Tell(_state.Report(_settings.Top), Self);
        }
        else
        {
            base.OnControl(message);
        }
    }
}
