using NfvRuntime.Counters;
using NfvRuntime.Packets;
using NfvRuntime.Sdk;

namespace NfvRuntime.Stages;

/// <summary>
/// A stateless packet filter: ordered rules over the 5-tuple, the first that matches decides. What is not allowed leaves by the gate
/// <c>denied</c>; who sent it is answered by the gate <c>rejected</c>, where a rule says so.
/// </summary>
/// <remarks>
/// Malformed packets are dropped, whatever the rules say. A fragment without ports matches only rules that do not ask for ports or
/// types. Neighbour discovery of IPv6 is ICMPv6 and needs a rule; ARP passes unless <c>non-ip</c> says otherwise.
/// </remarks>
public sealed unsafe class FirewallStage : StageActor
{
    /// <summary>What was not allowed, where no path leaves the gate <c>denied</c>.</summary>
    public static readonly DropReason Denied = DropReason.Register(
        "firewall-denied", "A rule of the firewall, or its default, did not allow the packet; a path from its gate 'denied' would get it.");

    /// <summary>Malformed packets. They leave by no gate: nobody behind the firewall has to parse them.</summary>
    public static readonly DropReason Malformed =
        DropReason.Register("malformed", "A header of the packet is cut short, or contradicts another or the packet's length.");

    private readonly RuleTable _v4;
    private readonly RuleTable _v6;
    private readonly FirewallLines _lines;
    private readonly Rejecter? _rejecter;
    private readonly FirewallAction[] _actions; // by line
    private readonly NonIpPolicy _nonIp;
    private readonly Verdict _denied;
    private readonly Verdict _rejected;
    private readonly Verdict _malformed;

    /// <summary>Makes the actor.</summary>
    /// <param name="stage">Its context.</param>
    /// <param name="settings">Its rules.</param>
    public FirewallStage(StageContext stage, FirewallSettings settings)
        : base(stage)
    {
        _v4 = new RuleTable(settings.Rules, IpVersions.V4);
        _v6 = new RuleTable(settings.Rules, IpVersions.V6);
        _lines = stage.KeepAlways("lines", () => new FirewallLines(settings, stage.Counters.Add));
        _actions = [.. settings.Rules.Select(rule => rule.Action), settings.Default];
        _rejecter = settings.Rejects ? stage.KeepAlways("rejecter", () => new Rejecter(settings.RejectRate, stage.Counters.Add)) : null;
        _nonIp = settings.NonIp;
        _denied = stage.Gate("denied");
        _rejected = stage.Gate("rejected");
        _malformed = stage.Drop(Malformed);
    }

    /// <summary>The kind, for chain files and catalogues.</summary>
    public static StageKind Kind { get; } = StageKind.Define(
        "firewall", "Lets pass what ordered rules over addresses, protocol and ports allow.", FirewallSettings.Read,
        static (stage, settings) => new FirewallStage(stage, settings),
        outputs:
        [
            new GateSpec("denied", "Packets that are not allowed.", Denied),
            new GateSpec("rejected", "Answers to packets that are rejected.", Denied),
        ],
        requiredOutputs: static settings => settings.Rejects ? ["rejected"] : [],
        role: StageRole.Security,
        drops: [Malformed],
        metrics: [Catalogue.FirewallRuleHits, Catalogue.FirewallAnswers],
        handlesOffloads: true);

    /// <inheritdoc/>
    protected override void OnBurst(Burst burst)
    {
        uint* key = stackalloc uint[RuleKey.MaxWords];
        for (int i = 0; i < burst.Count; i = burst.NextPacket(i))
        {
            HeaderOffsets headers = burst.Headers(i);
            if (headers.IsMalformed)
            {
                _lines.Hit(_lines.Malformed);
                burst.Set(i, _malformed);
            }
            else if (Judge(burst.Pointer(i), headers, key) is var action && action != FirewallAction.Allow)
            {
                burst.Set(i, _denied);
                if (action == FirewallAction.Reject)
                {
                    _rejecter!.Answer(Stage, burst, i, _rejected);
                }
            }
        }
    }

    private FirewallAction Judge(byte* frame, HeaderOffsets headers, uint* key)
    {
        int rule;
        if (headers.IsIpv4)
        {
            RuleKey.ReadV4(frame, headers, key);
            rule = _v4.Find(key);
        }
        else if (headers.IsIpv6)
        {
            RuleKey.ReadV6(frame, headers, key);
            rule = _v6.Find(key);
        }
        else
        {
            _lines.Hit(_lines.NonIp);
            bool allows = _nonIp == NonIpPolicy.Allow || (_nonIp == NonIpPolicy.Arp && headers.IsArp);
            return allows ? FirewallAction.Allow : FirewallAction.Drop;
        }

        int line = rule < 0 ? _lines.Default : rule;
        _lines.Hit(line);
        return _actions[line];
    }
}
