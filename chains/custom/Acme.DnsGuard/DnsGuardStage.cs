using NfvRuntime.Packets;
using NfvRuntime.Sdk;

namespace Acme.DnsGuard;

/// <summary>
/// Guards clients at the DNS over UDP: questions about blocked domains leave by the gate <c>blocked</c>, answers that nobody asked for are
/// dropped (which is what a reflection attack is made of), and so is what is no DNS. All that is not UDP from or to port 53, and
/// fragments, which carry no whole message, pass.
/// </summary>
/// <remarks>
/// A restart forgets nothing: the blocked domains, those added by <see cref="BlockDomain"/> included, and the questions under way are kept.
/// </remarks>
public sealed class DnsGuardStage : StageActor
{
    private const int DnsPort = 53;

    private readonly DnsGuardState _state;
    private readonly Verdict _blocked;
    private readonly Verdict _unasked;
    private readonly Verdict _malformed;

    /// <summary>Makes the actor.</summary>
    /// <param name="stage">What outlives it.</param>
    /// <param name="settings">From the chain file.</param>
    public DnsGuardStage(StageContext stage, DnsGuardSettings settings)
        : base(stage)
    {
        _blocked = stage.Gate("blocked");
        _unasked = stage.Drop(DnsGuardDrops.Unasked);
        _malformed = stage.Drop(DnsGuardDrops.Malformed);
        _state = stage.Keep("state", () => new DnsGuardState(settings, stage.Counters));
    }

    /// <summary>The kind, found by whoever loads the assembly.</summary>
    public static StageKind Kind { get; } = StageKind.Define(
        "acme-dns-guard",
        "Blocks questions about domains, and answers that nobody asked for.",
        DnsGuardSettings.Read,
        (stage, settings) => new DnsGuardStage(stage, settings),
        outputs: [new GateSpec("blocked", "Questions about blocked domains.", DnsGuardDrops.Blocked)],
        role: StageRole.Security,
        drops: [DnsGuardDrops.Unasked, DnsGuardDrops.Malformed],
        metrics: [DnsGuardMetrics.Questions, DnsGuardMetrics.Pending, DnsGuardMetrics.Blocked]);

    /// <inheritdoc/>
    protected override void OnBurst(Burst burst)
    {
        for (int i = 0; i < burst.Count; i = burst.NextPacket(i))
        {
            HeaderOffsets headers = burst.Headers(i);
            if (headers is { Protocol: IpProtocol.Udp, HasPorts: true, IsFragment: false } && FlowKey.TryRead(burst.Data(i), headers, out FlowKey flow))
            {
                Judge(burst, i, burst.Data(i)[(headers.LayerFour + UdpView.HeaderLength)..], flow);
            }
        }

        _state.Publish();
    }

    /// <inheritdoc/>
    protected override void OnControl(object message)
    {
        if (message is BlockDomain block)
        {
            Sender.Tell(new BlockedDomains(_state.Domains.Add(block.Domain)), Self);
        }
        else
        {
            base.OnControl(message);
        }
    }

    private void Judge(Burst burst, int packet, ReadOnlySpan<byte> message, FlowKey flow)
    {
        bool isQuestion = flow.DestinationPort == DnsPort;
        if (!isQuestion && flow.SourcePort != DnsPort)
        {
            return;
        }

        Span<char> buffer = stackalloc char[DnsQuestion.MaxNameLength];
        if (!DnsQuestion.TryRead(message, buffer, out DnsQuestion question) || question.IsAnswer == isQuestion)
        {
            burst.Set(packet, _malformed);
        }
        else if (!isQuestion)
        {
            if (!_state.Pending.Take(flow.Reversed(), question.Id, burst.Timestamp))
            {
                burst.Set(packet, _unasked);
            }
        }
        else if (_state.Domains.TryCount(question.Name))
        {
            burst.Set(packet, _blocked);
        }
        else
        {
            _state.Questions++;
            _state.Pending.Add(flow, question.Id, burst.Timestamp);
        }
    }
}
