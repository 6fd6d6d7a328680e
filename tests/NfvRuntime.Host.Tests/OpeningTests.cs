using NfvRuntime.Counters;
using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host.Tests;

public sealed class OpeningTests
{
    [Theory]
    [InlineData("eth0", NetmapError.NoSuchDevice)]
    [InlineData("netmap:", NetmapError.Invalid)]
    [InlineData("valid:x", NetmapError.Invalid)]
    [InlineData("vale0:a.b", NetmapError.Invalid)]
    [InlineData("vale0:a234567890123456", NetmapError.Invalid)]
    [InlineData("vale4567890123456:a", NetmapError.Invalid)]
    [InlineData("p{", NetmapError.Invalid)]
    [InlineData("{1", NetmapError.Invalid)]
    [InlineData("p{1*", NetmapError.Invalid)]
    [InlineData("vale0:a^", NetmapError.NotSupported)]
    [InlineData("vale0:a/z", NetmapError.NotSupported)]
    [InlineData("vale0:a@extmem=/x", NetmapError.NotSupported)]
    [InlineData("vale0:a@conf:tx-slots=8,rx-slots=16", NetmapError.NotSupported)]
    [InlineData("vale0:a@conf:slots=4097", NetmapError.Invalid)]
    [InlineData("vale0:a@conf:rings=17", NetmapError.Invalid)]
    [InlineData("vale0:a@share=vale0:b", NetmapError.NoSuchDevice)]
    [InlineData("vale0:a@77", NetmapError.Invalid)]
    [InlineData("p{1@conf:rings=257", NetmapError.Invalid)]
    [InlineData("p{1@conf:slots=1", NetmapError.Invalid)]
    public void A_name_that_cannot_be_opened_says_why_and_leaves_nothing_behind(string name, NetmapError error)
    {
        using var test = new TestHost();
        uint free = test.Region.FreeBufferCount;
        NetmapException refusal = Assert.Throws<NetmapException>(() => test.Host.Open(name));
        Assert.Equal(error, refusal.Error);
        Assert.StartsWith($"{NetmapErrors.Name(error)}: ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(free, test.Region.FreeBufferCount);
        Assert.Empty(test.Host.Ports);
    }

    [Fact]
    public void What_a_name_states_goes_before_the_options()
    {
        using var test = new TestHost();
        HostPort port = test.Host.Open("vale0:a@conf:tx-rings=3,rx-rings=2,slots=32@offset=64", new PortOptions { Slots = 16 });
        Assert.Equal((3, 2, 32u), (port.Tx.Count, port.Rx.Count, port.Tx[0].NumSlots));
        Assert.Equal(64ul, port.Tx[0].Ring[0].Ptr);
    }

    [Theory]
    [InlineData("vale0:a/x", "vale0:a")]
    [InlineData("vale0:a", "vale0:a/x")]
    [InlineData("p{1/x", "p{1")]
    public void Exclusive_use_excludes_a_second_open(string first, string second)
    {
        using var test = new TestHost();
        HostPort port = test.Host.Open(first);
        Assert.Equal(NetmapError.Busy, Assert.Throws<NetmapException>(() => test.Host.Open(second)).Error);
        port.Dispose();
        test.Host.Open(second).Dispose();
    }

    [Fact]
    public void A_port_lives_until_its_last_user_closes_it_and_gives_everything_back()
    {
        using var test = new TestHost();
        uint free = test.Region.FreeBufferCount;
        HostPort first = test.Host.Open("vale0:a");
        HostPort second = test.Host.Open("vale0:a");
        Assert.Same(first, second);
        first.Dispose();
        Assert.Single(test.Host.Ports);
        Kring kring = second.Tx[0];
        second.Dispose();
        second.Dispose();
        Assert.Equal(NetmapError.NoSuchDevice, Assert.Throws<NetmapException>(() => test.Host.CallDriver(kring)).Error);
        Assert.Equal(NetmapError.NoSuchDevice, Assert.Throws<NetmapException>(() => test.Host.OpenKloop(second)).Error);
        Assert.Empty(test.Host.Ports);
        Assert.Equal(free, test.Region.FreeBufferCount);
    }

    [Fact]
    public void A_region_that_is_used_up_refuses_and_keeps_what_it_has()
    {
        using var test = new TestHost(buffers: 3000);
        uint free = test.Region.FreeBufferCount;
        NetmapException refusal = Assert.Throws<NetmapException>(() => test.Host.Open("vale0:a", new PortOptions { TxRings = 2, RxRings = 2 }));
        Assert.Equal(NetmapError.NoMemory, refusal.Error);
        Assert.Equal(free, test.Region.FreeBufferCount);
        Assert.Throws<NetmapException>(() => test.Host.Open("p{1", new PortOptions { TxRings = 2, RxRings = 2 }));
        Assert.Equal(free, test.Region.FreeBufferCount);
    }

    [Fact]
    public void There_are_8_switches_and_a_point_to_point_one_takes_2_ports()
    {
        using var test = new TestHost(buffers: 8192, rings: 128);
        var small = new PortOptions { Slots = 16 };
        for (int i = 0; i < 8; i++)
        {
            test.Host.Open($"vale{i}:a", small);
        }

        Assert.Equal(NetmapError.NoMemory, Assert.Throws<NetmapException>(() => test.Host.Open("vale8:a", small)).Error);
        Assert.Equal(NetmapError.Busy,
            Assert.Throws<NetmapException>(() => test.Host.ConfigureSwitch("vale0", new PointToPointLookup())).Error);
        foreach (HostPort port in test.Host.Ports)
        {
            port.Dispose();
        }

        test.Host.ConfigureSwitch("vale9", new PointToPointLookup());
        test.Host.Open("vale9:a", small);
        test.Host.Open("vale9:b", small);
        Assert.Contains("takes no more", Assert.Throws<NetmapException>(() => test.Host.Open("vale9:c", small)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_switch_takes_253_ports_and_a_parent_64_pipes()
    {
        using var test = new TestHost(buffers: 8192, rings: 1024, slots: 4);
        var small = new PortOptions { Slots = 4 };
        for (int i = 0; i < 253; i++)
        {
            test.Host.Open($"vale0:p{i}", small);
        }

        Assert.Equal(NetmapError.NoMemory, Assert.Throws<NetmapException>(() => test.Host.Open("vale0:p253", small)).Error);
        for (int i = 0; i < 64; i++)
        {
            test.Host.Open($"vale0:p0{{{i}", small);
        }

        Assert.Equal(NetmapError.NoMemory, Assert.Throws<NetmapException>(() => test.Host.Open("vale0:p0{64", small)).Error);
        test.Host.Open("vale0:p0}63", small);
    }

    [Fact]
    public void A_pipe_takes_its_parents_region_and_a_port_that_of_the_one_it_shares_with()
    {
        using var other = Region.Create(RegionLayout.For(4, 16, 1024, 16384), RegionBacking.Anonymous, memId: 5);
        using var test = new TestHost();
        test.Host.Open("vale0:a", new PortOptions { Region = other });
        Assert.Same(other, test.Host.Open("vale0:a{1").Region);
        Assert.Same(other, test.Host.Open("vale0:b@share=vale0:a").Region);
        Assert.Same(other, test.Host.Open("vale0:c@5").Region);
        Assert.Same(test.Region, test.Host.Open("vale0:d@1").Region);
    }

    [Fact]
    public void Ports_of_other_kinds_are_taken_in_under_a_new_name_only()
    {
        using var test = new TestHost();
        using NullPort port = test.Host.OpenNull("x", new PortOptions { Slots = 4 });
        Assert.Equal(NetmapError.Exists, Assert.Throws<NetmapException>(() => test.Host.OpenNull("x")).Error);
        Assert.Equal(NetmapError.Exists, Assert.Throws<NetmapException>(() => test.Host.Add(port)).Error);
    }

    [Fact]
    public void Rings_and_drops_count_in_the_table_that_was_given()
    {
        using var table = CounterTable.Create(64);
        using var region = Region.Create(RegionLayout.For(4, 16, 1024, 8192), RegionBacking.Anonymous);
        using var host = new NetmapHost(region, table);
        RingDriver tx = host.CallDriver(host.Open("vale0:a").Tx[0]);
        tx.PutNumber(1);
        tx.PutNumber(2);
        tx.Sync();
        ulong Read(Metric metric, string key, string value) =>
            table.Read().Single(cell => cell.Metric.Name == metric.Name && cell.Label(key) == value && cell.Label("direction") != "receive").Value;
        Assert.Equal(1ul, Read(Catalogue.RingSyncs, "port", "vale0:a"));
        Assert.Equal(2ul, Read(Catalogue.RingSlots, "port", "vale0:a"));
        Assert.Equal(2ul, Read(Catalogue.ValeDropped, "reason", "no-destination"));
        Assert.Equal(1ul, Read(Catalogue.RingBatches, "size", "4"));
        host.Dispose();
        Assert.Empty(table.Read());
    }

    [Theory]
    [InlineData("p{1", 2)]
    [InlineData("vale0:a", 1)]
    [InlineData("vale0:a", 2)]
    public void A_table_that_is_full_refuses_the_port_and_takes_nothing(string name, int blocks)
    {
        using var table = CounterTable.Create(blocks);
        using var region = Region.Create(RegionLayout.For(4, 16, 1024, 8192), RegionBacking.Anonymous);
        using var host = new NetmapHost(region, table);
        uint free = region.FreeBufferCount;
        Assert.Equal(NetmapError.NoMemory, Assert.Throws<NetmapException>(() => host.Open(name, new PortOptions { TxRings = 2 })).Error);
        Assert.Equal(free, region.FreeBufferCount);
        Assert.Empty(host.Ports);
        Assert.Empty(table.Read());
    }
}
