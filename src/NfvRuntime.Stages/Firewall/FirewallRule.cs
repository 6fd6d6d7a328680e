using System.Net;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Stages;

/// <summary>One rule: a packet matches if it matches every part that is given. An empty list means "any".</summary>
/// <param name="Name">How counters call it: the name given, or the rule's number from 1.</param>
/// <param name="Action">What happens to packets that match.</param>
/// <param name="Protocol">IP protocol, for IPv6 the one behind all extension headers; null for any.</param>
/// <param name="From">Source prefixes, of both versions if need be: each is compared with packets of its own version.</param>
/// <param name="To">Destination prefixes.</param>
/// <param name="FromPorts">Source ports; only for TCP, UDP and SCTP.</param>
/// <param name="Ports">Destination ports; only for TCP, UDP and SCTP.</param>
/// <param name="Types">Types; only for ICMP and ICMPv6.</param>
/// <param name="Versions">IP versions of packets that can match.</param>
public sealed record FirewallRule(
    string Name,
    FirewallAction Action,
    byte? Protocol,
    IReadOnlyList<IPNetwork> From,
    IReadOnlyList<IPNetwork> To,
    IReadOnlyList<NumberRange> FromPorts,
    IReadOnlyList<NumberRange> Ports,
    IReadOnlyList<NumberRange> Types,
    IpVersions Versions);
