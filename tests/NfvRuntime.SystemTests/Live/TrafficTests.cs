using System.Net.Sockets;

namespace NfvRuntime.SystemTests.Live;

/// <summary>What two network stacks do with each other, through the chain and nothing else.</summary>
[Collection("live")]
public abstract class TrafficTests(TrafficTests.Network network)
{
    private Joined Joined => network.Joined;

    [LiveFact("ping")]
    public void Hosts_reach_each_other_by_ping_over_IPv4_and_IPv6()
    {
        Joined.Left.Run($"ping -c 5 -i 0.02 -W 10 {Joined.RightAddress}").Succeeded();
        Joined.Right.Run($"ping -c 5 -i 0.02 -W 10 {Joined.LeftAddress}").Succeeded();
        Joined.Left.Run($"ping -c 5 -i 0.02 -W 10 {Joined.RightAddressV6}").Succeeded();
        Joined.Right.Run($"ping -c 5 -i 0.02 -W 10 {Joined.LeftAddressV6}").Succeeded();
    }

    [LiveFact]
    public void Datagrams_come_back_as_they_went()
    {
        Datagrams.Echo(Joined.Left, Joined.Right, Joined.RightAddress, Datagrams.Random(0, 1, 17, 1000, 1472));
        Datagrams.Echo(Joined.Right, Joined.Left, Joined.LeftAddressV6, Datagrams.Random(0, 1, 17, 1000, 1452));
    }

    [LiveFact("iperf3")]
    public void TCP_flows_in_both_directions_with_the_offloads_on()
    {
        using Iperf server = new(Joined.Right);
        Iperf.Both(Joined.Left, Joined.RightAddress, "30M");
        Iperf.Both(Joined.Left, Joined.RightAddressV6, "30M");

        Assert.Equal([], Checksums.Errors(Joined.Left).Concat(Checksums.Errors(Joined.Right)));
    }

    [LiveFact("iperf3", "ping", "tcpdump")]
    public void Tagged_traffic_keeps_its_VLAN_tag()
    {
        using Vlan vlan = new(Joined);
        using Iperf server = new(Joined.Right);
        using Capture capture = new(Joined.Right, Joined.RightLink, $"vlan {Vlan.Id}");
        Joined.Left.Run($"ping -c 3 -i 0.02 -W 10 -M do -s 1472 {Vlan.RightAddress}").Succeeded();
        Joined.Left.Run($"ping -c 3 -i 0.02 -W 10 {Vlan.RightAddressV6}").Succeeded();
        Iperf.Both(Joined.Left, Vlan.RightAddress, "1M");
        Iperf.Both(Joined.Left, Vlan.RightAddressV6, "1M");

        IReadOnlyList<byte[]> frames = capture.Finish(Joined.Left, Joined.Right, Vlan.RightAddress);
        Assert.True(frames.Count > 20, "the traffic was not tagged");
        Assert.All(frames, frame => Assert.Equal("8100" + Vlan.Id.ToString("X4", null), Convert.ToHexString(frame, 12, 4)));
        Assert.Equal([], Checksums.Errors(Joined.Left).Concat(Checksums.Errors(Joined.Right)));
    }

    [LiveFact("ping")]
    public void A_packet_as_long_as_the_MTU_passes_and_no_longer_one()
    {
        foreach ((string address, int most) in new[] { (Joined.RightAddress, 1472), (Joined.RightAddressV6, 1452) })
        {
            Joined.Left.Run($"ping -c 2 -i 0.02 -W 10 -M do -s {most} {address}").Succeeded();
            Assert.NotEqual(0, Joined.Left.Run($"ping -c 1 -W 1 -M do -s {most + 1} {address}").Status);
        }
    }

    /// <summary>Routers answer through the chain when a packet is too long for what lies behind them, and TCP heeds it.</summary>
    [LiveFact("iperf3", "ping")]
    public void Path_MTU_discovery_works_through_the_chain()
    {
        using FarNetwork far = new(Joined, mtu: 1300);
        using Iperf server = new(far.Space);
        Assert.Contains("mtu = 1300", Joined.Left.Run($"ping -c 1 -W 10 -M do -s 1472 {FarNetwork.Address}").Output, StringComparison.Ordinal);
        Assert.Contains("mtu=1300", Joined.Left.Run($"ping -c 1 -W 10 -M do -s 1452 {FarNetwork.AddressV6}").Output, StringComparison.Ordinal);
        Joined.Left.Ip("route flush cache");

        Iperf.Transfer(Joined.Left, FarNetwork.Address, "5M", "");
        Iperf.Transfer(Joined.Left, FarNetwork.AddressV6, "5M", "");
    }

    [LiveFact("iperf3")]
    public void TCP_goes_on_when_one_side_takes_shorter_packets_only()
    {
        Joined.Right.Ip($"link set {Joined.RightLink} mtu 1400");
        using (Iperf server = new(Joined.Right))
        {
            Iperf.Both(Joined.Left, Joined.RightAddress, "5M");
            Iperf.Both(Joined.Left, Joined.RightAddressV6, "5M");
        }

        Joined.Right.Ip($"link set {Joined.RightLink} mtu 1500");
    }

    [LiveTheory]
    [InlineData(Joined.RightAddress)]
    [InlineData(Joined.RightAddressV6)]
    public void A_connection_that_no_rule_allows_times_out_and_is_counted(string address)
    {
        ulong before = Joined.Metric("nfv_stage_dropped_total", "reason=\"firewall-denied\"");

        Assert.Equal(SocketError.TimedOut, Knock.At(Joined.Left, Joined.Right, address, port: 22));

        Assert.True(Joined.Metric("nfv_stage_dropped_total", "reason=\"firewall-denied\"") >= before + 2, "firewall-denied did not rise");
    }

    /// <summary>Made when the first test needs it: where tests are skipped, nothing is.</summary>
    public abstract class Network : IDisposable
    {
        private Joined? _joined;

        internal Joined Joined => _joined ??= Make().Start();

        public void Dispose()
        {
            _joined?.Dispose();
            GC.SuppressFinalize(this);
        }

        private protected abstract Joined Make();
    }
}
