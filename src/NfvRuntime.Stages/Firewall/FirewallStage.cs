using NfvRuntime.Packets;
using NfvRuntime.Sdk;

namespace NfvRuntime.Stages;

/// <summary>
/// A stateless packet filter: ordered rules over the 5-tuple, the first that matches decides. What is not allowed leaves by the gate
/// <c>denied</c>.
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
    private readonly bool[] _allows; // by line
    private readonly NonIpPolicy _nonIp;
    private readonly Verdict _denied;
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
        _allows = [.. settings.Rules.Select(rule => rule.Action).Append(settings.Default).Select(action => action == FirewallAction.Allow)];
        _nonIp = settings.NonIp;
        _denied = stage.Gate("denied");
        _malformed = stage.Drop(Malformed);
    }

    /// <summary>The kind, for chain files and catalogues.</summary>
    public static StageKind Kind { get; } = StageKind.Define(
        "firewall", "Lets pass what ordered rules over addresses, protocol and ports allow.", FirewallSettings.Read,
        static (stage, settings) => new FirewallStage(stage, settings),
        outputs: [new GateSpec("denied", "Packets that are not allowed.", Denied)],
        role: StageRole.Security);

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
            else if (!Allows(burst.Pointer(i), headers, key))
            {
                burst.Set(i, _denied);
            }
        }
    }

    private bool Allows(byte* frame, HeaderOffsets headers, uint* key)
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
            return _nonIp == NonIpPolicy.Allow || (_nonIp == NonIpPolicy.Arp && headers.IsArp);
        }

        int line = rule < 0 ? _lines.Default : rule;
        _lines.Hit(line);
        return _allows[line];
    }
}
