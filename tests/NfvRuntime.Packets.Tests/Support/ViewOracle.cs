namespace NfvRuntime.Packets.Tests;

/// <summary>
/// The answer of <see cref="HeaderParser"/>, worked out anew with the views: two readers written apart must agree on every frame.
/// </summary>
internal static class ViewOracle
{
    public readonly record struct Answer(PacketError Error, int LayerThree, int LayerFour, byte Protocol, int Vlans, bool Ports);

    public static Answer Of(HeaderOffsets o) => new(o.Error, o.LayerThree, o.IsMalformed ? 0 : o.LayerFour, o.Protocol, o.VlanTags, o.HasPorts);

    public static Answer Read(Span<byte> frame)
    {
        // The parser reports a tag's identifier before an 802.3 length, which only the innermost type field can be.
        if (!EthernetView.TryParse(frame, out var ethernet, out var error))
        {
            return new(error, error == PacketError.EthernetTruncated ? 0 : 14, 0, 0, 0, false);
        }

        var type = ethernet.EtherType;
        var rest = ethernet.Payload;
        var at = 14;
        var tags = 0;
        while (EtherType.IsVlan(type))
        {
            if (tags == HeaderParser.MaxVlanTags)
            {
                return new(PacketError.TooManyVlanTags, at, 0, 0, tags, false);
            }

            if (!VlanView.TryParse(rest, out var tag, out error))
            {
                return error == PacketError.VlanTruncated ? new(error, at, 0, 0, tags, false) : new(error, at + 4, 0, 0, tags + 1, false);
            }

            type = tag.EtherType;
            rest = tag.Payload;
            at += 4;
            tags++;
        }

        switch (type)
        {
            case EtherType.Arp:
                return new(ArpView.TryParse(rest, out _, out error) ? PacketError.None : error, at, 0, 0, tags, false);
            case EtherType.Ipv4:
                return Ipv4(rest, at, tags);
            case EtherType.Ipv6:
                return Ipv6(rest, at, tags);
            default:
                return new(PacketError.None, at, 0, 0, tags, false);
        }
    }

    private static Answer Ipv4(Span<byte> packet, int at, int tags)
    {
        if (!Ipv4View.TryParse(packet, out var ip, out var error))
        {
            var known = error is not (PacketError.Ipv4Truncated or PacketError.Ipv4Version);
            return new(error, at, 0, known ? packet[9] : (byte)0, tags, false);
        }

        var upper = at + ip.HeaderLength;
        return ip.FragmentOffset > 0
            ? new(PacketError.None, at, upper, ip.Protocol, tags, false)
            : Upper(ip.Payload, ip.Protocol, ip.IsFragment, at, upper, tags);
    }

    private static Answer Ipv6(Span<byte> packet, int at, int tags)
    {
        if (!Ipv6View.TryParse(packet, out var ip, out var error) || !ip.TryGetUpperLayer(out var protocol, out var payload, out error))
        {
            return new(error, at, 0, 0, tags, false);
        }

        var walker = ip.Extensions;
        while (walker.MoveNext())
        {
        }

        var upper = at + 40 + walker.Offset;
        return walker.FragmentOffset > 0
            ? new(PacketError.None, at, upper, protocol, tags, false)
            : Upper(payload, protocol, walker.IsFragment, at, upper, tags);
    }

    private static Answer Upper(Span<byte> payload, byte protocol, bool fragment, int at, int upper, int tags)
    {
        var error = PacketError.None;
        var ports = protocol switch
        {
            IpProtocol.Tcp => TcpView.TryParse(payload, out _, out error),
            IpProtocol.Udp => UdpView.TryParse(payload, out _, out error, fragment),
            IpProtocol.Icmp => !IcmpView.TryParse(payload, out _, out error) && false,
            IpProtocol.Icmpv6 => !Icmpv6View.TryParse(payload, out _, out error) && false,
            IpProtocol.Sctp => payload.Length >= 12,
            _ => false,
        };
        return new(error, at, error == PacketError.None ? upper : 0, protocol, tags, ports);
    }
}
