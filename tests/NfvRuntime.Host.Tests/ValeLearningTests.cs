namespace NfvRuntime.Host.Tests;

public sealed class ValeLearningTests
{
    [Theory]
    [InlineData("00:00:00:00:00:00", 269)]
    [InlineData("00:00:00:00:00:01", 557)]
    [InlineData("02:00:00:00:00:01", 92)]
    [InlineData("00:11:22:33:44:55", 931)]
    [InlineData("aa:bb:cc:dd:ee:ff", 200)]
    [InlineData("52:54:00:12:34:56", 814)]
    public void The_hash_is_that_of_the_original(string mac, int bucket)
    {
        byte[] bytes = new byte[8];
        Convert.FromHexString(mac.Replace(":", "", StringComparison.Ordinal)).CopyTo(bytes, 0);
        Assert.Equal(bucket, MacHash.Bucket(BitConverter.ToUInt64(bytes)));
    }

    [Fact]
    public void A_broadcast_reaches_all_others_and_teaches_so_that_unicast_reaches_only_the_learned_port()
    {
        using var sw = new TestSwitch(3);
        sw.Send(1, TestSwitch.Everybody, fill: 1);
        Assert.Equal([1], sw.Received(0));
        Assert.Equal([], sw.Received(1));
        Assert.Equal([1], sw.Received(2));
        sw.Send(0, TestSwitch.Mac(1), fill: 2);
        Assert.Equal([2], sw.Received(1));
        Assert.Equal([], sw.Received(2));
    }

    [Fact]
    public void Unknown_unicast_and_multicast_are_flooded()
    {
        using var sw = new TestSwitch(3);
        sw.Send(0, TestSwitch.Mac(77), fill: 1);
        sw.Send(0, "01:00:5e:00:00:01", fill: 2);
        Assert.Equal([1, 2], sw.Received(1));
        Assert.Equal([1, 2], sw.Received(2));
        Assert.Equal([], sw.Received(0));
    }

    [Fact]
    public void A_frame_for_the_port_it_comes_from_has_no_destination()
    {
        using var sw = new TestSwitch(2);
        sw.Send(0, TestSwitch.Everybody);
        sw.Send(0, TestSwitch.Mac(0));
        Assert.Single(sw.Received(1));
        Assert.Equal(1ul, sw.Ports[0].DropCount(ValeDropReason.NoDestination));
    }

    [Fact]
    public void A_group_address_as_source_is_not_learned()
    {
        var lookup = new LearningLookup();
        using var sw = new TestSwitch(2, lookup);
        sw.Tx[0][0].Put(RingMoves.Frame(TestSwitch.Mac(9), "03:00:00:00:00:01"));
        sw.Tx[0][0].Sync();
        Assert.Equal(-1, lookup.Find(0x0100_0000_0003));
        sw.Send(0, TestSwitch.Mac(9));
        Assert.Equal(0, lookup.Find(0x0000_0000_0002));
    }

    [Fact]
    public void A_port_does_not_learn_its_address_again_until_it_sends_from_another()
    {
        var lookup = new LearningLookup();
        using var sw = new TestSwitch(2, lookup);
        const ulong mac0 = 0x0000_0000_0002;
        sw.Send(0, TestSwitch.Everybody);
        sw.Tx[1][0].Put(RingMoves.Frame(TestSwitch.Everybody, TestSwitch.Mac(0)));
        sw.Tx[1][0].Sync();
        Assert.Equal(1, lookup.Find(mac0));
        sw.Send(0, TestSwitch.Everybody);
        Assert.Equal(1, lookup.Find(mac0));
        sw.Tx[0][0].Put(RingMoves.Frame(TestSwitch.Everybody, TestSwitch.Mac(50)));
        sw.Send(0, TestSwitch.Everybody);
        Assert.Equal(0, lookup.Find(mac0));
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void An_address_of_a_port_that_has_gone_leads_nowhere_unless_it_is_forgotten(bool forget, ulong dropped)
    {
        using var sw = new TestSwitch(3, new LearningLookup(forget));
        sw.Send(2, TestSwitch.Everybody);
        sw.Received(0);
        sw.Received(1);
        sw.Ports[2].Dispose();
        sw.Send(0, TestSwitch.Mac(2), fill: 5);
        Assert.Equal(dropped, sw.Ports[0].DropCount(ValeDropReason.NoDestination));
        Assert.Equal(forget ? [5] : [], sw.Received(1));
    }

    [Fact]
    public void Alone_on_its_switch_a_port_sends_to_nobody()
    {
        using var sw = new TestSwitch(1);
        sw.Send(0, TestSwitch.Everybody);
        sw.Send(0, TestSwitch.Mac(4));
        Assert.Equal(2ul, sw.Ports[0].DropCount(ValeDropReason.NoDestination));
        Assert.Equal(127u, sw.Tx[0][0].Available);
    }

    [Fact]
    public void A_function_may_decide_instead()
    {
        using var sw = new TestSwitch(4, new FunctionLookup((header, _, _) => header[^1] < 4 ? header[^1] : ValeLookup.Drop));
        sw.Send(0, TestSwitch.Everybody, fill: 3);
        sw.Send(0, TestSwitch.Everybody, fill: 1);
        sw.Send(0, TestSwitch.Everybody, fill: 9);
        Assert.Equal([1], sw.Received(1));
        Assert.Equal([], sw.Received(2));
        Assert.Equal([3], sw.Received(3));
        Assert.Equal(1ul, sw.Ports[0].DropCount(ValeDropReason.NoDestination));
    }
}
