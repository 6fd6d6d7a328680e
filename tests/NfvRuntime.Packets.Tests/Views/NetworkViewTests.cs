namespace NfvRuntime.Packets.Tests;

public class NetworkViewTests
{
    [Fact]
    public void Ipv4_fields_read_and_write()
    {
        var packet = Frames.Ipv4(6, Frames.Tcp(1, 2), Frames.Hex("01 0703 04 94040000"));
        Assert.True(Ipv4View.TryParse(packet, out var view, out _));
        Assert.Equal((28, 48, 0x1234), (view.HeaderLength, view.TotalLength, view.Identification));
        Assert.Equal((64, IpProtocol.Tcp), (view.TimeToLive, view.Protocol));
        Assert.True(view.DontFragment);
        Assert.False(view.IsFragment);
        Assert.True(view.IsChecksumValid);
        Assert.Equal((0x0A000001u, 0x0A000002u), (view.Source, view.Destination));

        view.TimeToLive = 63;
        Assert.False(view.IsChecksumValid);
        view.Checksum = InternetChecksum.Update(view.Checksum, (ushort)0x4006, (ushort)0x3F06);
        Assert.True(view.IsChecksumValid);
        view.Source = 0xC0A80001;
        view.Destination = 0xC0A80002;
        view.Identification = 7;
        view.DontFragment = false;
        view.TrafficClass = 0xB8;
        view.UpdateChecksum();
        Assert.True(view.IsChecksumValid);
        Assert.Equal(Frames.Hex("47b80030 00070000 3f06"), packet[..10]);
        Assert.Equal(Frames.Hex("c0a80001 c0a80002"), packet[12..20]);
    }

    [Fact]
    public void Ipv4_options_come_one_by_one_and_padding_is_skipped()
    {
        var packet = Frames.Ipv4(6, [], Frames.Hex("01 0703 04 94040000"));
        Assert.True(Ipv4View.TryParse(packet, out var view, out _));
        var options = view.Options;
        Assert.True(options.MoveNext());
        Assert.Equal(7, options.Kind);
        Assert.Equal(new byte[] { 4 }, options.Data.ToArray());
        Assert.True(options.MoveNext());
        Assert.Equal((0x94, 2), (options.Kind, options.Data.Length));
        Assert.False(options.MoveNext());
        Assert.Equal(PacketError.None, options.Error);
    }

    [Theory]
    [InlineData("07 01 00 00")]
    [InlineData("07 05 00 00")]
    [InlineData("01 01 01 07")]
    public void An_impossible_option_length_ends_the_list_with_an_error(string options)
    {
        var reader = new OptionReader(Frames.Hex(options));
        Assert.False(reader.MoveNext());
        Assert.Equal(PacketError.OptionLength, reader.Error);
        Assert.False(reader.MoveNext());
    }

    [Fact]
    public void Ipv4_fragments_say_where_they_belong()
    {
        Assert.True(Ipv4View.TryParse(Frames.Ipv4(17, Frames.Bytes(64), null, 0x2000), out var first, out _));
        Assert.True(first is { IsFragment: true, MoreFragments: true, FragmentOffset: 0 });
        Assert.True(Ipv4View.TryParse(Frames.Ipv4(17, Frames.Bytes(31), null, 9), out var last, out _));
        Assert.True(last is { IsFragment: true, MoreFragments: false, FragmentOffset: 72 });
    }

    [Fact]
    public void Ipv4_padding_is_not_payload()
    {
        var packet = Frames.Join(Frames.Ipv4(17, Frames.Udp(1, 2, 3)), new byte[17]);
        Assert.True(Ipv4View.TryParse(packet, out var view, out _));
        Assert.Equal(9, view.Payload.Length);
    }

    [Fact]
    public void Ipv6_fields_read_and_write()
    {
        var packet = Frames.Ipv6(17, Frames.Udp(1, 2, 3));
        Assert.True(Ipv6View.TryParse(packet, out var view, out _));
        Assert.Equal((9, (byte)17, (byte)64), (view.PayloadLength, view.NextHeader, view.HopLimit));
        Assert.Equal(new UInt128(0x20010DB8_00000000, 1), view.Source);
        Assert.Equal(new UInt128(0x20010DB8_00000000, 2), view.Destination);
        view.TrafficClass = 0xAB;
        view.FlowLabel = 0xCDEF1;
        view.HopLimit = 1;
        (view.Source, view.Destination) = (view.Destination, view.Source);
        Assert.Equal((0xAB, 0xCDEF1u), (view.TrafficClass, view.FlowLabel));
        Assert.Equal(Frames.Hex("6abcdef1 0009 11 01"), packet[..8]);
        Assert.Equal(Frames.Ip("2001:db8::2"), packet[8..24]);
    }

    [Fact]
    public void Ipv6_extension_headers_come_one_by_one()
    {
        Assert.True(Ipv6View.TryParse(Frames.All["ipv6 extensions"].AsSpan(14).ToArray(), out var view, out _));
        var walker = view.Extensions;
        var seen = new List<(byte, int)>();
        while (walker.MoveNext())
        {
            seen.Add((walker.CurrentType, walker.Current.Length));
        }

        Assert.Equal([(IpProtocol.HopByHop, 8), (IpProtocol.Routing, 24), (IpProtocol.DestinationOptions, 8)], seen);
        Assert.Equal((IpProtocol.Tcp, 40), (walker.NextHeader, walker.Offset));
        Assert.True(view.TryGetUpperLayer(out var protocol, out var payload, out _));
        Assert.Equal((IpProtocol.Tcp, 20), (protocol, payload.Length));
    }

    [Fact]
    public void Ipv6_fragments_say_where_they_belong()
    {
        Assert.True(Ipv6View.TryParse(Frames.All["ipv6 last fragment"].AsSpan(14).ToArray(), out var view, out _));
        var walker = view.Extensions;
        Assert.True(walker.MoveNext());
        Assert.True(walker is { IsFragment: true, FragmentOffset: 32, MoreFragments: false, Identification: 0xDEADBEEF });
        Assert.False(walker.MoveNext());
    }
}
