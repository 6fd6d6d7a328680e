using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>What the chain says about traffic is what both network stacks say about it.</summary>
[Collection("live")]
public sealed class BooksTests
{
    [LiveTheory("iperf3", "ping", "tcpdump", "tshark", "ethtool")]
    [InlineData("packet", true)]
    [InlineData("packet", false)]
    [InlineData("tap", true)]
    [InlineData("tap", false)]
    public void Counters_are_those_of_the_interfaces_and_nothing_else_gets_across(string kind, bool offloads)
    {
        using Joined joined = Joined.By(kind).Start();
        if (!offloads)
        {
            joined.Left.Run($"ethtool -K {joined.LeftLink} tx off tso off gso off").Succeeded();
            joined.Right.Run($"ethtool -K {joined.RightLink} tx off tso off gso off").Succeeded();
        }

        using (Iperf server = new(joined.Right))
        using (Capture capture = new(joined.Right, joined.RightLink, "not (tcp and port 5201)"))
        {
            Talk(joined);
            IReadOnlyList<byte[]> frames = capture.Finish(joined.Left, joined.Right, Joined.RightAddress);
            Assert.True(frames.Count > 10, "the capture is empty");
            string address = joined.Left.AddressOf(joined.LeftLink);
            ToolResult strange = Tool.Run(
                "tshark", "-r", capture.File, "-Y", $"not (arp or icmp or icmpv6 or udp.port == 5201) or eth.src != {address}").Succeeded();
            Assert.Equal("", strange.Output);
        }

        (Side left, Side right) = joined.Quiesce();
        Books books = joined.End();
        Expect.None(books.Imbalances().Concat(books.Contradictions(left)).Concat(books.Contradictions(right)));
        Assert.True(books.Dropped("firewall-denied") >= 4, "blocked packets were not counted");
        Assert.True(offloads || books.Remarks.All(remark => !remark.Contains("large packets", StringComparison.Ordinal)), "the offloads were on");
    }

    private static void Talk(Joined joined)
    {
        joined.Left.Run($"ping -c 5 -i 0.02 -W 10 {Joined.RightAddress}").Succeeded();
        joined.Right.Run($"ping -c 5 -i 0.02 -W 10 {Joined.LeftAddressV6}").Succeeded();
        Datagrams.Echo(joined.Left, joined.Right, Joined.RightAddress, Datagrams.Random(1, 500, 1472));
        Iperf.Both(joined.Left, Joined.RightAddress, "10M");
        Iperf.Both(joined.Left, Joined.RightAddressV6, "10M");
        Parallel.Invoke(
            () => Knock.At(joined.Left, joined.Right, Joined.RightAddress, port: 22),
            () => Knock.At(joined.Right, joined.Left, Joined.LeftAddressV6, port: 22));
    }
}
