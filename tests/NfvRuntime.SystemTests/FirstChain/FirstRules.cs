using System.Net;

namespace NfvRuntime.SystemTests.FirstChain;

/// <summary>The rules of chains/first.yaml, written down a second time: as code, and as a display filter for tshark.</summary>
internal static class FirstRules
{
    private const int Icmp = 1;
    private const int Tcp = 6;
    private const int Udp = 17;
    private const int Icmpv6 = 58;

    /// <summary>
    /// For tshark without reassembly. <c>#1</c> is the outermost header, for ICMP errors quote a second one; quoted TCP and UDP
    /// headers are not the frame's own.
    /// </summary>
    public const string Filter =
        "arp || !(ip.addr#1 == 198.51.100.0/24) && ("
        + "(tcp && !icmp && !icmpv6 && (ip.dst == 10.0.0.0/24 || ipv6.dst == 2001:db8::/64) && tcp.dstport in {22, 53, 80, 443, 5200..5210})"
        + " || (tcp && !icmp && !icmpv6 && (ip.src == 10.0.0.0/24 || ipv6.src == 2001:db8::/64) && tcp.srcport in {22, 53, 80, 443, 5200..5210})"
        + " || (udp && !icmp && !icmpv6 && (ip.dst == 10.0.0.1 || ipv6.dst == 2001:db8::1) && udp.dstport in {53, 5200..5210})"
        + " || (udp && !icmp && !icmpv6 && (ip.src == 10.0.0.1 || ipv6.src == 2001:db8::1) && udp.srcport in {53, 5200..5210})"
        + " || (ip.proto#1 == 1 && ip.src#1 == 10.0.0.0/24)"
        + " || ((icmpv6 || ipv6.fraghdr.nxt == 58) && ipv6.src#1 == 2001:db8::/32)"
        + " || (tcp && !icmp && ip.dst == 192.168.10.1 && tcp.dstport == 80)"
        + " || (tcp && !icmp && ip.src == 192.168.10.1 && tcp.srcport == 80))";

    private static readonly IPNetwork Stranger = IPNetwork.Parse("198.51.100.0/24");
    private static readonly IPNetwork Inside = IPNetwork.Parse("10.0.0.0/24");
    private static readonly IPNetwork Inside6 = IPNetwork.Parse("2001:db8::/64");
    private static readonly IPNetwork Site6 = IPNetwork.Parse("2001:db8::/32");
    private static readonly IPAddress Server = IPAddress.Parse("10.0.0.1");
    private static readonly IPAddress Server6 = IPAddress.Parse("2001:db8::1");
    private static readonly IPAddress Tagged = IPAddress.Parse("192.168.10.1");

    public static Verdict Judge(ReadOnlySpan<byte> frame)
    {
        FrameFacts facts = FrameFacts.Of(frame);
        return facts.Kind switch
        {
            FrameKind.Malformed => Verdict.Malformed,
            FrameKind.Arp => Verdict.Passed,
            FrameKind.Ip when Allows(facts) => Verdict.Passed,
            _ => Verdict.Denied,
        };
    }

    private static bool Allows(FrameFacts facts) =>
        !Stranger.Contains(facts.From) && !Stranger.Contains(facts.To) && facts.Protocol switch
        {
            Icmp => Inside.Contains(facts.From),
            Icmpv6 => Site6.Contains(facts.From),
            Tcp or Udp when facts.Ports is { } ports =>
                Serves(facts.Protocol, facts.To, ports.To) || Serves(facts.Protocol, facts.From, ports.From),
            _ => false,
        };

    private static bool Serves(int protocol, IPAddress address, int port) =>
        protocol == Tcp
            ? ((Inside.Contains(address) || Inside6.Contains(address)) && port is 22 or 53 or 80 or 443 or (>= 5200 and <= 5210))
                || (address.Equals(Tagged) && port == 80)
            : protocol == Udp && (address.Equals(Server) || address.Equals(Server6)) && port is 53 or (>= 5200 and <= 5210);
}
