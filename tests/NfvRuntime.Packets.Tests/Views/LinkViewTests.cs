namespace NfvRuntime.Packets.Tests;

public class LinkViewTests
{
    [Fact]
    public void Ethernet_fields_read_and_write()
    {
        var frame = Frames.All["ipv4 udp"].ToArray();
        Assert.True(EthernetView.TryParse(frame, out var view, out _));
        Assert.Equal("02:00:00:00:00:01", view.Source.ToString());
        Assert.Equal("02:00:00:00:00:02", view.Destination.ToString());
        Assert.Equal(EtherType.Ipv4, view.EtherType);
        Assert.Equal(frame.Length - 14, view.Payload.Length);
        view.Source = new MacAddress(0x0A0B0C0D0E0F);
        view.Destination = MacAddress.Broadcast;
        view.EtherType = EtherType.Arp;
        Assert.Equal(Frames.Hex("ffffffffffff 0a0b0c0d0e0f 0806"), frame[..14]);
    }

    [Fact]
    public void An_802_3_payload_ends_where_its_length_says()
    {
        Assert.True(EthernetView.TryParse(Frames.All["802.3"], out var view, out _));
        Assert.Equal(10, view.Payload.Length);
        Assert.False(EthernetView.TryParse(Frames.Ethernet(47, Frames.Bytes(46)), out _, out var error));
        Assert.Equal(PacketError.LengthFieldBeyondFrame, error);
    }

    [Fact]
    public void Both_tags_of_qinq_read_and_write()
    {
        var frame = Frames.All["qinq ipv4 tcp"].ToArray();
        Assert.True(EthernetView.TryParse(frame, out var ethernet, out _));
        Assert.Equal(EtherType.ServiceVlan, ethernet.EtherType);
        Assert.True(VlanView.TryParse(ethernet.Payload, out var outer, out _));
        Assert.Equal((200, 0, false, EtherType.Vlan), (outer.VlanId, outer.Priority, outer.DropEligible, outer.EtherType));
        Assert.True(VlanView.TryParse(outer.Payload, out var inner, out _));
        Assert.Equal((100, 5, true, EtherType.Ipv4), (inner.VlanId, inner.Priority, inner.DropEligible, inner.EtherType));

        inner.VlanId = 4095;
        inner.Priority = 2;
        inner.DropEligible = false;
        outer.EtherType = EtherType.OldServiceVlan;
        Assert.Equal(Frames.Hex("88a8 00c8 9100 4fff 0800"), frame[12..22]);
    }

    [Fact]
    public void Arp_fields_read_and_write()
    {
        var packet = Frames.Arp();
        Assert.True(ArpView.TryParse(packet, out var view, out _));
        Assert.Equal((ArpView.Request, 0x0A000001u, 0x0A000002u), (view.Operation, view.SenderAddress, view.TargetAddress));
        (view.TargetMac, view.SenderMac) = (view.SenderMac, new MacAddress(0x020000000009));
        (view.TargetAddress, view.SenderAddress) = (view.SenderAddress, view.TargetAddress);
        view.Operation = ArpView.Reply;
        Assert.Equal(Frames.Hex("0001 0800 0604 0002 020000000009 0a000002 020000000001 0a000001"), packet);
    }
}
