namespace NfvRuntime.Packets.Tests;

public class TransportViewTests
{
    [Fact]
    public void Tcp_fields_read_and_write()
    {
        var packet = Frames.Ipv4(6, Frames.Tcp(40000, 80, Frames.Hex("020405b4"), 1, 2, 3));
        Assert.True(Ipv4View.TryParse(packet, out var ip, out _));
        Assert.True(TcpView.TryParse(ip.Payload, out var view, out _));
        Assert.Equal((40000, 80, 1u, 2u, 24), (view.SourcePort, view.DestinationPort, view.Sequence, view.Acknowledgement, view.HeaderLength));
        Assert.Equal((TcpFlags.Psh | TcpFlags.Ack, 0x1000, 3), (view.Flags, view.Window, view.Payload.Length));
        var pseudo = ip.PseudoHeaderSum(ip.Payload.Length);
        Assert.True(view.IsChecksumValid(pseudo));

        var options = view.Options;
        Assert.True(options.MoveNext());
        Assert.Equal((2, 2), (options.Kind, options.Data.Length));
        options.Data[1] = 0xB0;
        Assert.False(view.IsChecksumValid(pseudo));
        view.SourcePort = 1;
        view.DestinationPort = 2;
        view.Sequence = 3;
        view.Acknowledgement = 4;
        view.Flags = TcpFlags.Syn;
        view.Window = 5;
        view.UrgentPointer = 6;
        view.UpdateChecksum(pseudo);
        Assert.True(view.IsChecksumValid(pseudo));
        Assert.Equal(Frames.Hex("0001 0002 00000003 00000004 6002 0005"), packet[20..36]);
        Assert.Equal(Frames.Hex("0006 020405b0"), packet[38..44]);
    }

    [Fact]
    public void Translating_an_address_and_a_port_keeps_a_tcp_checksum_right_incrementally()
    {
        var packet = Frames.Ipv4(6, Frames.Tcp(40000, 80, null, Frames.Bytes(77)));
        Assert.True(Ipv4View.TryParse(packet, out var ip, out _));
        Assert.True(TcpView.TryParse(ip.Payload, out var tcp, out _));
        var checksum = InternetChecksum.Update(tcp.Checksum, ip.Source, 0xCB007107);
        ip.Checksum = InternetChecksum.Update(ip.Checksum, ip.Source, 0xCB007107);
        ip.Source = 0xCB007107;
        tcp.Checksum = InternetChecksum.Update(checksum, tcp.SourcePort, (ushort)1024);
        tcp.SourcePort = 1024;
        Assert.True(ip.IsChecksumValid);
        Assert.True(tcp.IsChecksumValid(ip.PseudoHeaderSum(ip.Payload.Length)));
    }

    [Fact]
    public void Udp_fields_read_and_write()
    {
        var packet = Frames.Ipv6(17, Frames.Udp(1000, 53, 1, 2, 3));
        Assert.True(Ipv6View.TryParse(packet, out var ip, out _));
        Assert.True(UdpView.TryParse(ip.Payload, out var view, out _));
        Assert.Equal((1000, 53, 11, 3), (view.SourcePort, view.DestinationPort, view.Length, view.Payload.Length));
        var pseudo = ip.PseudoHeaderSum(17, view.Length);
        Assert.True(view.IsChecksumValid(pseudo));
        view.SourcePort = 7;
        view.DestinationPort = 8;
        Assert.False(view.IsChecksumValid(pseudo));
        view.UpdateChecksum(pseudo);
        Assert.True(view.IsChecksumValid(pseudo));
        view.Checksum = 0;
        Assert.True(view.IsChecksumValid(pseudo));
    }

    [Fact]
    public void A_computed_udp_checksum_of_zero_is_sent_as_ffff()
    {
        var datagram = Frames.Udp(1, 2, 0, 0);
        Assert.True(UdpView.TryParse(datagram, out var view, out _));
        var sum = InternetChecksum.Sum(datagram);
        Assert.Equal(0, InternetChecksum.Finish(InternetChecksum.Add(sum, PseudoHeader.Ipv4(0, 0, 0, 0xFFFF - 1 - 2 - 10))));
        view.UpdateChecksum(PseudoHeader.Ipv4(0, 0, 0, 0xFFFF - 1 - 2 - 10));
        Assert.Equal(0xFFFF, view.Checksum);
    }

    [Fact]
    public void A_udp_length_may_reach_beyond_a_first_fragment_only()
    {
        var datagram = Frames.Join(Frames.Big(1), Frames.Big(2), Frames.Big(3008), [0, 0], Frames.Bytes(64));
        Assert.False(UdpView.TryParse(datagram, out _, out var error));
        Assert.Equal(PacketError.UdpLengthBeyondPacket, error);
        Assert.True(UdpView.TryParse(datagram, out var view, out _, firstFragment: true));
        Assert.Equal((3008, 64), (view.Length, view.Payload.Length));
    }

    [Fact]
    public void Icmp_echo_reads_and_writes()
    {
        Assert.True(Ipv4View.TryParse(Frames.Ipv4(1, Frames.Echo(8, 1, 2, 3)), out var ip, out _));
        Assert.True(IcmpView.TryParse(ip.Payload, out var view, out _));
        Assert.Equal((8, 0, 0x1122, 1, 3), (view.Type, view.Code, view.Identifier, view.Sequence, view.Payload.Length));
        Assert.True(view.IsChecksumValid);
        view.Type = 0;
        view.Code = 1;
        view.Identifier = 2;
        view.Sequence = 3;
        Assert.False(view.IsChecksumValid);
        view.UpdateChecksum();
        Assert.True(view.IsChecksumValid);
        Assert.Equal(Frames.Hex("0002 0003 010203"), ip.Payload[4..].ToArray());
    }

    [Fact]
    public void Icmpv6_reads_and_writes()
    {
        Assert.True(Ipv6View.TryParse(Frames.Ipv6(58, Frames.Echo(128, 1, 2, 3)), out var ip, out _));
        Assert.True(Icmpv6View.TryParse(ip.Payload, out var view, out _));
        Assert.Equal((128, 0, 7), (view.Type, view.Code, view.Payload.Length));
        var pseudo = ip.PseudoHeaderSum(58, ip.Payload.Length);
        Assert.True(view.IsChecksumValid(pseudo));
        view.Type = 129;
        view.Code = 4;
        Assert.False(view.IsChecksumValid(pseudo));
        view.UpdateChecksum(pseudo);
        Assert.True(view.IsChecksumValid(pseudo));
    }
}
