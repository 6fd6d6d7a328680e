namespace NfvRuntime.Ports.Tests;

public sealed class TapPortTests
{
    [LiveFact("iperf3", "ping")]
    public void Network_stacks_talk_over_two_taps_with_their_offloads_on()
    {
        using var wires = new Wires();
        var (left, right) = (wires.Space("l"), wires.Space("r"));
        using var bench = new Bench(32768);
        var (one, other) = (Open(bench, wires.Name("x"), "up=false"), Open(bench, wires.Name("y"), "up=false"));
        Move(one, left, "10.77.2.1/24");
        Move(other, right, "10.77.2.2/24");
        using (new Forwarding(bench, one, other))
        {
            StackTalk.Check(left, right, "10.77.2.2");
        }

        Assert.Null(one.Problem);
        Assert.Contains(one.Remarks, remark => remark == $"{one.Interface} has been moved to another network namespace");
        Assert.True(one.Segmented > 0 && one.Segments > one.Segmented, $"nothing was cut: {one.Segmented}");
        Assert.True(other.ChecksumsCompleted > 0, "no checksum was unfinished");
    }

    [LiveFact]
    public void A_tap_is_made_taken_up_given_its_mtu_and_gone_with_the_port()
    {
        using var wires = new Wires();
        using var bench = new Bench();
        var tap = Open(bench, wires.Name("x"), "mtu=1400; rings=2");
        Assert.Equal((2, 2), (tap.Rx.Count, tap.Tx.Count));
        var shown = Shell.Run($"ip link show {tap.Interface}");
        Assert.Contains("mtu 1400", shown, StringComparison.Ordinal);
        Assert.Contains(",UP", shown, StringComparison.Ordinal);
        Assert.Null(tap.Problem);

        tap.Dispose();

        Assert.NotEqual(0, Shell.Try($"ip link show {tap.Interface}").Exit);
    }

    [LiveFact]
    public void A_tap_that_exists_is_opened_and_stays()
    {
        using var wires = new Wires();
        using var bench = new Bench();
        var name = wires.Name("x");
        Shell.Run($"ip tuntap add {name} mode tap vnet_hdr");
        try
        {
            using (Open(bench, name, ""))
            {
                Assert.Contains("is in use by another program",
                    Assert.Throws<PortException>(() => Open(bench, name, "")).Message, StringComparison.Ordinal);
            }

            Assert.StartsWith($"tap:{name}: '{name}' exists and is no TAP that can be opened with 2 rings",
                Assert.Throws<PortException>(() => Open(bench, name, "rings=2")).Message);
            Shell.Run($"ip link show {name}");
        }
        finally
        {
            Shell.Run($"ip tuntap del {name} mode tap");
        }
    }

    private static TapPort Open(Bench bench, string name, string options) => (TapPort)PortCatalogue.Open(
        $"tap:{name}", PortDirection.Read | PortDirection.Write, Bench.Options(options), bench.Context);

    private static void Move(TapPort tap, string space, string address)
    {
        Shell.Run($"ip link set {tap.Interface} netns {space}");
        Wires.Configure(space, tap.Interface, address);
    }
}
