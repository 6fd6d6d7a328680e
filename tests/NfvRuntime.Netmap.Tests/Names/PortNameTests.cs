using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Netmap.Tests.Names;

public class PortNameTests
{
    private const RegisterFlags NoFlags = RegisterFlags.None;

    [Theory]
    [InlineData("netmap:eth0", "eth0", RegisterMode.AllNic, 0, NoFlags, 0)]
    [InlineData("netmap:eth0-2/Tx", "eth0", RegisterMode.OneNic, 2, RegisterFlags.TxRingsOnly | RegisterFlags.Exclusive, 0)]
    [InlineData("netmap:eth0-0", "eth0", RegisterMode.OneNic, 0, NoFlags, 0)]
    [InlineData("netmap:eth0-4094", "eth0", RegisterMode.OneNic, 4094, NoFlags, 0)]
    [InlineData("netmap:eth0^", "eth0", RegisterMode.Sw, 0, NoFlags, 0)]
    [InlineData("netmap:eth0^1", "eth0", RegisterMode.OneSw, 1, NoFlags, 0)]
    [InlineData("netmap:eth0*", "eth0", RegisterMode.NicSw, 0, NoFlags, 0)]
    [InlineData("netmap:eth0@2/R", "eth0", RegisterMode.AllNic, 0, RegisterFlags.RxRingsOnly, 2)]
    [InlineData("netmap:eth0/R@2", "eth0", RegisterMode.AllNic, 0, RegisterFlags.RxRingsOnly, 2)]
    [InlineData("netmap:eth0@2/R@2", "eth0", RegisterMode.AllNic, 0, RegisterFlags.RxRingsOnly, 2)]
    [InlineData("netmap:eth0@65535", "eth0", RegisterMode.AllNic, 0, NoFlags, 65535)]
    [InlineData("vale0:a", "vale0:a", RegisterMode.AllNic, 0, NoFlags, 0)]
    [InlineData("vale:a", "vale:a", RegisterMode.AllNic, 0, NoFlags, 0)]
    [InlineData("vale_X9:a^1/z@7", "vale_X9:a", RegisterMode.OneSw, 1, RegisterFlags.ZeroCopyMonitor, 7)]
    [InlineData("netmap:p{in-7", "p{in", RegisterMode.OneNic, 7, NoFlags, 0)]
    [InlineData("netmap:p}1", "p}1", RegisterMode.AllNic, 0, NoFlags, 0)]
    [InlineData("vale0:a{0", "vale0:a{0", RegisterMode.AllNic, 0, NoFlags, 0)]
    [InlineData("netmap:eth0/z", "eth0", RegisterMode.AllNic, 0, RegisterFlags.ZeroCopyMonitor, 0)]
    [InlineData("netmap:eth0/rt", "eth0", RegisterMode.AllNic, 0, RegisterFlags.MonitorRx | RegisterFlags.MonitorTx, 0)]
    [InlineData("netmap:eth0/xx", "eth0", RegisterMode.AllNic, 0, RegisterFlags.Exclusive, 0)]
    [InlineData("netmap:eth0.100", "eth0.100", RegisterMode.AllNic, 0, NoFlags, 0)]
    // Accepted, surprisingly:
    [InlineData("netmap:vale0:0", "vale0:0", RegisterMode.AllNic, 0, NoFlags, 0)]
    [InlineData("netmap:eth0&", "eth0&", RegisterMode.AllNic, 0, NoFlags, 0)]
    [InlineData("netmap:eth0+", "eth0+", RegisterMode.AllNic, 0, NoFlags, 0)]
    public void Reads_the_names_of_the_table(string text, string name, RegisterMode mode, int ring, RegisterFlags flags, int memory)
    {
        PortName port = PortName.Parse(text);
        Assert.Equal((name, mode, ring, flags, memory), (port.Name, port.Mode, port.RingId, port.Flags, port.MemId));
    }

    [Theory]
    [InlineData("", 0, "subsystem")]
    [InlineData("eth0", 4, "subsystem")]
    [InlineData("netmap:", 7, "name of a port")]
    [InlineData("netmap:^", 7, "name of a port")]
    [InlineData("vale0:@2", 6, "name of a port")]
    [InlineData("netmap:{", 7, "parent")]
    [InlineData("netmap:{1", 7, "parent")]
    [InlineData("netmap:p{", 9, "identifier")]
    [InlineData("netmap:p{a.b", 9, "identifier")]
    [InlineData("netmap:p{1}2", 9, "identifier")]
    [InlineData("netmapX:eth0", 0, "subsystem")]
    [InlineData("netmap :eth0", 0, "subsystem")]
    [InlineData("vale-0:a", 0, "subsystem")]
    [InlineData("netmap:eth0-", 12, "ring number from 0 to 4094")]
    [InlineData("netmap:eth0-x", 12, "ring number")]
    [InlineData("netmap:eth0-4095", 12, "ring number")]
    [InlineData("netmap:eth0-99999999999999999999", 12, "ring number")]
    [InlineData("netmap:eth0^4095", 12, "host ring number")]
    [InlineData("netmap:eth0-1-2", 13, "the end")]
    [InlineData("netmap:eth0*^", 12, "the end")]
    [InlineData("netmap:eth0^x", 12, "the end")]
    [InlineData("netmap:eth0/", 12, "flags")]
    [InlineData("netmap:eth0/q", 12, "flags")]
    [InlineData("netmap:eth0/x/R", 13, "flags")]
    [InlineData("netmap:eth0@", 12, "options")]
    [InlineData("netmap:eth0-2/Tx@", 17, "options")]
    [InlineData("netmap:eth0@2/R@3", 16, "same memory as before, 2")]
    [InlineData("netmap:eth0@0", 12, "memory number from 1")]
    [InlineData("netmap:eth0@65536", 12, "memory number")]
    [InlineData("netmap:eth0@opt", 12, "options")]
    [InlineData("netmap:a23456789012345678901234567890123456789012345678901234567890123x", 71, "63 bytes")]
    public void Refuses_what_is_no_name_and_tells_where_and_why(string text, int position, string expected)
    {
        PortNameException e = Assert.Throws<PortNameException>(() => PortName.Parse(text));
        Assert.Equal(position, e.Position);
        Assert.Contains(expected, e.Expected, StringComparison.Ordinal);
        Assert.False(PortName.TryParse(text, out PortName? name, out string? error));
        Assert.Null(name);
        Assert.Equal($"port name '{text}', character {position + 1}: expected {e.Expected}", error);
    }

    [Fact]
    public void A_name_has_at_most_63_bytes_with_the_switch_and_without_the_subsystem()
    {
        Assert.Equal(63, PortName.Parse("netmap:" + new string('a', 63)).Name.Length);
        Assert.Throws<PortNameException>(() => PortName.Parse("netmap:" + new string('ä', 32)));
        Assert.Equal(63, PortName.Parse("vale0:" + new string('a', 57)).Name.Length);
        Assert.Throws<PortNameException>(() => PortName.Parse("vale0:" + new string('a', 58)));
    }

    [Theory]
    [InlineData("netmap:p{in-7", "p", "in", true, "p}in")]
    [InlineData("netmap:p}in", "p", "in", false, "p{in")]
    [InlineData("vale0:a{0", "vale0:a", "0", true, "vale0:a}0")]
    public void Knows_the_two_ends_of_a_pipe(string text, string parent, string id, bool master, string peer)
    {
        PipeName? pipe = PortName.Parse(text).Pipe;
        Assert.Equal(new PipeName(parent, id, master), pipe);
        Assert.Equal(peer, pipe!.Peer);
    }

    [Theory]
    [InlineData("vale0:a", "vale0", "a")]
    [InlineData("vale:a/z", "vale", "a")]
    [InlineData("netmap:vale0:0", "vale0", "0")]
    [InlineData("vale0:a}0", "vale0", "a")]
    public void Knows_switch_and_port_of_a_VALE_name(string text, string @switch, string port) =>
        Assert.Equal(new ValeName(@switch, port), PortName.Parse(text).Vale);

    [Theory]
    [InlineData("netmap:eth0")]
    [InlineData("netmap:vale0")]
    [InlineData("netmap:vale.0:a")]
    [InlineData("netmap:veth0:a")]
    public void Other_names_are_neither_pipe_nor_VALE(string text)
    {
        Assert.Null(PortName.Parse(text).Pipe);
        Assert.Null(PortName.Parse(text).Vale);
    }

    [Theory]
    [InlineData("netmap:eth0/z", true)]
    [InlineData("netmap:eth0/r", true)]
    [InlineData("netmap:eth0/t", true)]
    [InlineData("netmap:eth0/xRT", false)]
    public void Monitors_are_told_by_their_flags(string text, bool monitor) => Assert.Equal(monitor, PortName.Parse(text).IsMonitor);

    [Theory]
    [InlineData("netmap:eth0", null)]
    [InlineData("vale:a", null)]
    [InlineData("vale12345678901:a23456789012345", null)]
    [InlineData("vale0:a{0-1", null)]
    [InlineData("vale123456789012:a", "15 characters")]
    [InlineData("vale0:a234567890123456", "15 characters")]
    [InlineData("vale0:a.b", "letters, digits and underscores")]
    [InlineData("netmap:valhalla", "begins with \"val\"")]
    [InlineData("netmap:vale0", "begins with \"val\"")]
    [InlineData("netmap:vale.0:a", "begins with \"val\"")]
    [InlineData("netmap:p{0^", "no host rings")]
    [InlineData("netmap:p{0*", "no host rings")]
    public void The_kernels_own_limits_are_checked_apart(string text, string? objection)
    {
        Assert.Equal(objection is null, PortName.Parse(text).FitsKernel(out string? error));
        Assert.Equal(objection is null, error is null);
        Assert.Contains(objection ?? "", error ?? "", StringComparison.Ordinal);
    }
}
