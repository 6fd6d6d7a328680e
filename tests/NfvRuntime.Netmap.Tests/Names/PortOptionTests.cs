namespace NfvRuntime.Netmap.Tests.Names;

public class PortOptionTests
{
    [Theory]
    [InlineData("netmap:eth0@share=vale0:a", "vale0:a")]
    [InlineData("netmap:eth0@share:port=p{1", "p{1")]
    public void Share_names_a_port(string text, string port) => Assert.Equal(new ShareOption(port), PortName.Parse(text).Share);

    [Fact]
    public void Conf_states_any_of_its_keys()
    {
        Assert.Equal(new ConfOption { Rings = 2, Slots = 512 }, PortName.Parse("vale0:a@conf:rings=2,slots=512").Conf);
        ConfOption all = new()
        {
            Rings = 1,
            HostRings = 2,
            Slots = 3,
            TxRings = 4,
            RxRings = 5,
            HostTxRings = 6,
            HostRxRings = 7,
            TxSlots = 8,
            RxSlots = 9,
        };
        Assert.Equal(all, PortName.Parse(
            "vale0:a@conf:rings=1,host-rings=2,slots=3,tx-rings=4,rx-rings=5,host-tx-rings=6,host-rx-rings=7,tx-slots=8,rx-slots=9").Conf);
    }

    [Fact]
    public void Dashes_and_underscores_in_keys_are_equal() =>
        Assert.Equal(PortName.Parse("vale0:a@conf:tx-slots=8,host-rx-rings=1"), PortName.Parse("vale0:a@conf:tx_slots=8,host_rx-rings=1"));

    [Fact]
    public void Extmem_names_a_file_and_the_pools()
    {
        Assert.Equal(new ExtmemOption("/dev/shm/x,y"), PortName.Parse("netmap:eth0@extmem=/dev/shm/x,y").Extmem);
        Assert.Equal(
            new ExtmemOption("/dev/shm/x") { IfNum = 1, IfSize = 2, RingNum = 3, RingSize = 4, BufNum = 5, BufSize = 6 },
            PortName.Parse("netmap:eth0@extmem:file=/dev/shm/x,if-num=1,if-size=2,ring-num=3,ring-size=4,buf-num=5,buf-size=6").Extmem);
    }

    [Theory]
    [InlineData("netmap:eth0@offset=64", 64, null)]
    [InlineData("netmap:eth0@offset=64,16", 64, 16)]
    [InlineData("netmap:eth0@offset:initial=64,bits=16", 64, 16)]
    [InlineData("netmap:eth0@offset:initial=64", 64, null)]
    public void Offset_states_the_initial_one_and_the_bits(string text, int initial, int? bits) =>
        Assert.Equal(new OffsetOption((uint)initial, (uint?)bits), PortName.Parse(text).Offset);

    [Fact]
    public void Options_follow_everything_else_in_any_order()
    {
        PortName name = PortName.Parse("netmap:eth0-1/x@3@conf:slots=64@share=vale0:a@offset=32");
        Assert.Equal((3, (ushort)1), (name.MemId, name.RingId));
        Assert.Equal((new ShareOption("vale0:a"), new OffsetOption(32)), (name.Share, name.Offset));
        Assert.Equal(64u, name.Conf!.Slots);
    }

    [Theory]
    [InlineData("netmap:e@nix=1", 9, "share, conf, extmem, offset")]
    [InlineData("netmap:e@Share=x", 9, "share, conf")]
    [InlineData("netmap:e@share=x@3", 17, "share, conf")]
    [InlineData("netmap:e@share=x@share=y", 17, "only once")]
    [InlineData("netmap:e@share", 14, "'='")]
    [InlineData("netmap:e@share=", 15, "value of port")]
    [InlineData("netmap:e@conf", 13, "':'")]
    [InlineData("netmap:e@conf=3", 13, "':'")]
    [InlineData("netmap:e@conf:", 14, "keys rings")]
    [InlineData("netmap:e@conf:ring=3", 14, "keys rings, host-rings")]
    [InlineData("netmap:e@conf:rings", 19, "value of rings")]
    [InlineData("netmap:e@conf:rings=", 20, "rings, a number from 0 to 65535")]
    [InlineData("netmap:e@conf:rings=65536", 20, "rings, a number")]
    [InlineData("netmap:e@conf:slots=4294967296", 20, "slots, a number")]
    [InlineData("netmap:e@conf:rings=-1", 20, "rings, a number")]
    [InlineData("netmap:e@conf:rings=1,rings=2", 22, "only once")]
    [InlineData("netmap:e@conf:rings=1,", 22, "keys rings")]
    [InlineData("netmap:e@extmem:if-num=1", 24, "key file")]
    [InlineData("netmap:e@extmem=", 16, "value of file")]
    [InlineData("netmap:e@offset=x", 16, "initial, a number")]
    [InlineData("netmap:e@offset=1,65", 18, "bits, a number from 0 to 64")]
    [InlineData("netmap:e@offset:bits=3", 16, "initial offset")]
    public void A_wrong_option_is_refused_where_it_stands(string text, int position, string expected)
    {
        PortNameException e = Assert.Throws<PortNameException>(() => PortName.Parse(text));
        Assert.Equal(position, e.Position);
        Assert.Contains(expected, e.Expected, StringComparison.Ordinal);
    }
}
