using System.Runtime.CompilerServices;

namespace NfvRuntime.Packets.Tests;

public class HeaderParserTests
{
    public static TheoryData<string, string, int, int, int> Places => new()
    {
        { "arp", "Parsed, Arp", 14, 0, 0 },
        { "802.3", "Parsed", 14, 0, 0 },
        { "unknown type", "Parsed", 14, 0, 0 },
        { "ipv4 udp", "Parsed, Ipv4, Ports", 14, 34, 8 },
        { "ipv4 tcp options", "Parsed, Ipv4, Ports", 14, 34, 40 },
        { "ipv4 options tcp", "Parsed, Ipv4, Ports", 14, 42, 20 },
        { "ipv4 icmp", "Parsed, Ipv4", 14, 34, 8 },
        { "ipv4 gre", "Parsed, Ipv4", 14, 34, 0 },
        { "ipv4 sctp", "Parsed, Ipv4, Ports", 14, 34, 12 },
        { "ipv4 first fragment", "Parsed, Ipv4, Fragment, Ports", 14, 34, 8 },
        { "ipv4 last fragment", "Parsed, Ipv4, Fragment, NonFirstFragment", 14, 34, 0 },
        { "vlan ipv4 udp", "Parsed, Ipv4, Ports", 18, 38, 8 },
        { "qinq ipv4 tcp", "Parsed, Ipv4, Ports", 22, 42, 20 },
        { "vlan 802.3", "Parsed", 18, 0, 0 },
        { "ipv6 udp", "Parsed, Ipv6, Ports", 14, 54, 8 },
        { "ipv6 tcp", "Parsed, Ipv6, Ports", 14, 54, 20 },
        { "ipv6 icmpv6", "Parsed, Ipv6", 14, 54, 4 },
        { "ipv6 extensions", "Parsed, Ipv6, Ports", 14, 94, 20 },
        { "ipv6 ah", "Parsed, Ipv6, Ports", 14, 78, 20 },
        { "ipv6 esp", "Parsed, Ipv6", 14, 54, 0 },
        { "ipv6 no next", "Parsed, Ipv6", 14, 54, 0 },
        { "ipv6 first fragment", "Parsed, Ipv6, Fragment, Ports", 14, 62, 8 },
        { "ipv6 last fragment", "Parsed, Ipv6, Fragment, NonFirstFragment", 14, 62, 0 },
        { "ipv6 atomic fragment", "Parsed, Ipv6, Ports", 14, 62, 8 },
        { "padded ipv4 udp", "Parsed, Ipv4, Ports", 14, 34, 8 },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void Finds_flags_and_offsets(string frame, string flags, int layerThree, int layerFour, int length)
    {
        var found = HeaderParser.Parse(Frames.All[frame]);
        Assert.Equal(Enum.Parse<HeaderFlags>(flags), found.Flags);
        Assert.Equal((layerThree, layerFour, length), (found.LayerThree, found.LayerFour, found.LayerFourLength));
        Assert.Equal(PacketError.None, found.Error);
        Assert.Equal(frame.Contains("802.3") ? LayerTwoKind.Ieee8023 : LayerTwoKind.EthernetII, found.Kind);
        Assert.Equal(frame.StartsWith("qinq") ? 2 : frame.StartsWith("vlan") ? 1 : 0, found.VlanTags);
    }

    [Fact]
    public void Every_kind_of_frame_is_in_the_table() => Assert.Equal(Frames.All.Count, Places.Count);

    [Fact]
    public void The_image_is_eight_bytes_and_its_default_says_not_parsed()
    {
        Assert.Equal(8, Unsafe.SizeOf<HeaderOffsets>());
        Assert.False(default(HeaderOffsets).IsParsed);
        var found = HeaderParser.Parse(Frames.All["qinq ipv4 tcp"]);
        Assert.Equal(found, new HeaderOffsets(found.Bits));
        Assert.True(found.IsParsed);
    }

    [Theory]
    [InlineData("ipv4 udp", 14, 0x65, PacketError.Ipv4Version)]
    [InlineData("ipv4 udp", 14, 0x44, PacketError.Ipv4HeaderLengthTooSmall)]
    [InlineData("ipv4 no payload", 14, 0x4F, PacketError.Ipv4HeaderLengthBeyondFrame)]
    [InlineData("ipv4 udp", 17, 19, PacketError.Ipv4TotalLengthTooSmall)]
    [InlineData("ipv4 udp", 16, 1, PacketError.Ipv4TotalLengthBeyondFrame)]
    [InlineData("ipv4 last fragment", 20, 0x3F, PacketError.FragmentLengthNotMultipleOf8)]
    [InlineData("ipv4 udp", 23, 6, PacketError.TcpDataOffsetTooSmall)]
    [InlineData("ipv4 tcp options", 46, 0xF0, PacketError.TcpDataOffsetBeyondSegment)]
    [InlineData("ipv4 udp", 39, 7, PacketError.UdpLengthTooSmall)]
    [InlineData("ipv4 udp", 39, 42, PacketError.UdpLengthBeyondPacket)]
    [InlineData("ipv6 udp", 14, 0x45, PacketError.Ipv6Version)]
    [InlineData("ipv6 udp", 18, 0x10, PacketError.Ipv6PayloadLengthBeyondFrame)]
    [InlineData("ipv6 extensions", 54, 0, PacketError.Ipv6HopByHopNotFirst)]
    [InlineData("ipv6 extensions", 63, 0xF0, PacketError.Ipv6ExtensionTruncated)]
    [InlineData("802.3", 13, 47, PacketError.LengthFieldBeyondFrame)]
    [InlineData("arp", 19, 8, PacketError.ArpNotEthernetIpv4)]
    public void Says_why_a_frame_is_malformed(string kind, int at, byte value, PacketError error)
    {
        var frame = kind == "ipv4 no payload" ? Frames.Ethernet(EtherType.Ipv4, Frames.Ipv4(17, [])) : [.. Frames.All[kind]];
        frame[at] = value;
        if (error == PacketError.TcpDataOffsetTooSmall)
        {
            frame[46] = 0x40;
        }

        var found = HeaderParser.Parse(frame);
        Assert.Equal(error, found.Error);
        Assert.True(found.IsMalformed);
        Assert.False(found.HasPorts);
    }

    /// <summary>
    /// The two kinds of packet of https://github.com/kohler/click/issues/329: a total length of 389 in 133 bytes, and a wrong header length.
    /// </summary>
    [Fact]
    public void Finds_both_faults_that_crashed_a_click_router()
    {
        var segment = Frames.Tcp(42156, 2015, Frames.Hex("0101080a 0034e3dc 0034e3dc"), Frames.Bytes(81));
        var request = Frames.Ethernet(EtherType.Ipv4, Frames.Ipv4(6, segment));
        Assert.Equal(147, request.Length);
        var wrongTotal = request.ToArray();
        (wrongTotal[16], wrongTotal[17]) = (0x01, 0x85);
        Assert.Equal(PacketError.Ipv4TotalLengthBeyondFrame, HeaderParser.Parse(wrongTotal).Error);

        // A larger header length is legal in itself: what it swallows shows as the wrong transport header; a smaller one never is.
        for (var words = 0; words < 16; words++)
        {
            var wrongHeader = request.ToArray();
            wrongHeader[14] = (byte)(0x40 | words);
            var found = HeaderParser.Parse(wrongHeader);
            Assert.Equal(words < 5, found.Error == PacketError.Ipv4HeaderLengthTooSmall);
            Assert.True(words == 5 || found.IsMalformed || found.LayerFour == 14 + (words * 4));
        }
    }

    [Fact]
    public void Rejects_a_fragment_that_ends_beyond_the_largest_packet()
    {
        var v4 = Frames.Ethernet(EtherType.Ipv4, Frames.Ipv4(1, Frames.Bytes(100), null, 0x1FFE, fixUpper: false));
        Assert.Equal(PacketError.FragmentBeyondPacket, HeaderParser.Parse(v4).Error);
        var v6 = Frames.Ethernet(EtherType.Ipv6, Frames.Ipv6(44, Frames.Join(Frames.Hex("3a00 fff0 00000001"), Frames.Bytes(100))));
        Assert.Equal(PacketError.FragmentBeyondPacket, HeaderParser.Parse(v6).Error);
    }

    [Fact]
    public void Rejects_more_tags_and_extension_headers_than_it_follows()
    {
        var inner = Frames.Tag(1, EtherType.Ipv4, Frames.Ipv4(17, Frames.Udp(1, 2)));
        for (var tags = 2; tags <= 5; tags++)
        {
            inner = Frames.Tag(tags, EtherType.Vlan, inner);
            var error = HeaderParser.Parse(Frames.Ethernet(EtherType.Vlan, inner)).Error;
            Assert.Equal(tags > HeaderParser.MaxVlanTags ? PacketError.TooManyVlanTags : PacketError.None, error);
        }

        for (var headers = 15; headers <= 17; headers++)
        {
            var count = headers;
            var options = Enumerable.Range(1, count).Select(i => new byte[] { (byte)(i == count ? 17 : 60), 0, 1, 4, 0, 0, 0, 0 });
            var payload = Frames.Join([.. options, Frames.Udp(1, 2)]);
            var error = HeaderParser.Parse(Frames.Ethernet(EtherType.Ipv6, Frames.Ipv6(60, payload))).Error;
            Assert.Equal(headers > Ipv6ExtensionWalker.MaxHeaders ? PacketError.Ipv6TooManyExtensions : PacketError.None, error);
        }
    }

    [Fact]
    public void Rejects_a_jumbogram()
    {
        var packet = Frames.Ipv6(0, []);
        Assert.Equal(PacketError.Ipv6Jumbogram, HeaderParser.Parse(Frames.Ethernet(EtherType.Ipv6, packet)).Error);
    }

    [Fact]
    public void Judges_lengths_by_the_whole_frame_when_only_the_first_piece_is_seen()
    {
        var frame = Frames.Ethernet(EtherType.Ipv4, Frames.Ipv4(6, Frames.Tcp(1, 2, null, Frames.Bytes(3000))));
        Assert.Equal(PacketError.None, HeaderParser.Parse(frame.AsSpan(0, 1984), frame.Length).Error);
        Assert.Equal(PacketError.Ipv4TotalLengthBeyondFrame, HeaderParser.Parse(frame.AsSpan(0, 1984)).Error);
        Assert.Equal(PacketError.TcpTruncated, HeaderParser.Parse(frame.AsSpan(0, 50), frame.Length).Error);
    }

    [Fact]
    public void Every_error_has_a_text_of_its_own()
    {
        var texts = Enum.GetValues<PacketError>().Select(e => e.Describe()).ToList();
        Assert.Equal(texts.Count, texts.Distinct().Count());
        Assert.DoesNotContain("unknown reason", texts);
    }
}
