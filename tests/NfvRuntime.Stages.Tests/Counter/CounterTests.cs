using NfvRuntime.Counters;
using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Stages.Tests.Support;

namespace NfvRuntime.Stages.Tests.Counter;

public class CounterTests
{
    private static readonly byte[] Long = TestFrames.Udp("10.0.0.1", "10.0.0.2", 1000, 53, 100);
    private static readonly byte[] Short = TestFrames.Tcp("10.0.0.1", "10.0.0.2", 1000, 80);
    private static readonly byte[] Answer = TestFrames.Udp("10.0.0.2", "10.0.0.1", 53, 1000, 300);

    [Fact]
    public void Counts_packets_bytes_and_flows_and_passes_everything_on()
    {
        using var harness = StageHarness.Of(CounterStage.Kind);
        byte[][] frames = [Long, Short, Long, Answer, TestFrames.Arp()];
        harness.Send(frames);
        Assert.Equal(frames, harness.Take());
        CounterReport report = Report(harness);
        Assert.Equal((5, frames.Sum(frame => frame.Length)), (report.Packets, report.Bytes));
        Assert.Equal(3, report.Flows);
        Assert.Equal((1, TestFrames.Arp().Length), (report.NonIpPackets, report.NonIpBytes));
        Assert.Equal((0, 0), (report.OtherPackets, report.OtherBytes));
    }

    [Fact]
    public void Names_the_flows_with_most_bytes_each_direction_a_flow_of_its_own()
    {
        using var harness = StageHarness.Of(CounterStage.Kind, "top: 2");
        harness.Send(Short, Short, Short, Long, Answer);
        Assert.Equal(
            ["udp 10.0.0.2:53 > 10.0.0.1:1000: 1 packets, 342 bytes", "tcp 10.0.0.1:1000 > 10.0.0.2:80: 3 packets, 162 bytes"],
            Report(harness).Top.Select(top => $"{top.Flow}: {top.Packets} packets, {top.Bytes} bytes"));
    }

    [Fact]
    public void A_top_of_none_names_none()
    {
        using var harness = StageHarness.Of(CounterStage.Kind, "top: 0");
        harness.Send(Short);
        Assert.Empty(Report(harness).Top);
    }

    [Fact]
    public void Flows_beyond_the_table_are_counted_together()
    {
        using var harness = StageHarness.Of(CounterStage.Kind, "flows: 3");
        harness.Send([.. Enumerable.Range(0, 10).Select(i => TestFrames.Udp("10.0.0.1", "10.0.0.2", i, 53))]);
        CounterReport report = Report(harness);
        Assert.Equal((10, 3, 7), (report.Packets, report.Flows, report.OtherPackets));
        Assert.Equal(report.Bytes, report.OtherBytes + report.Top.Sum(top => top.Bytes));
    }

    [Fact]
    public void Tells_as_many_flows_apart_as_its_settings_say()
    {
        using var harness = StageHarness.Of(CounterStage.Kind, "flows: 20000, top: 1");
        for (int part = 0; part < 20; part++)
        {
            harness.Send([.. Enumerable.Range(part * 1000, 1000).Select(i => TestFrames.Udp("10.0.0.1", "10.0.0.2", i, 53))]);
        }

        CounterReport report = Report(harness);
        Assert.Equal(20_000, report.Flows + report.OtherPackets);
        Assert.True(report.OtherPackets < 20, $"{report.OtherPackets} flows found no place in a half-full table");
    }

    [Fact]
    public void Survives_a_restart_with_all_it_knows()
    {
        using var harness = StageHarness.Of(CounterStage.Kind);
        harness.Send(Short, Long);
        harness.Restart();
        harness.Send(Short);
        CounterReport report = Report(harness);
        Assert.Equal((3, 2), (report.Packets, report.Flows));
        Assert.Equal(2, report.Top.Single(top => top.Flow.Protocol == 6).Packets);
    }

    [Fact]
    public void A_packet_of_several_slots_counts_once_with_all_its_bytes()
    {
        using var harness = StageHarness.Of(CounterStage.Kind);
        byte[] jumbo = TestFrames.Udp("10.0.0.1", "10.0.0.2", 1, 2, 8000);
        harness.Send(jumbo, Short);
        CounterReport report = Report(harness);
        Assert.Equal((2, jumbo.Length + Short.Length, 2), (report.Packets, report.Bytes, report.Flows));
    }

    [Fact]
    public void Publishes_its_figures()
    {
        using var harness = StageHarness.Of(CounterStage.Kind, "flows: 1");
        harness.Send(Short, Long, Long);
        Dictionary<string, ulong> cells = harness.Counters.Read().Where(r => r.Metric.Name.StartsWith("nfv.count.")).ToDictionary(r => r.Metric.Name, r => r.Value);
        Assert.Equal((ulong)(Short.Length + (2 * Long.Length)), cells[Catalogue.CounterBytes.Name]);
        Assert.Equal(1UL, cells[Catalogue.CounterFlows.Name]);
        Assert.Equal(2UL, cells[Catalogue.CounterOther.Name]);
    }

    [Fact]
    public void Allocates_nothing()
    {
        using var harness = StageHarness.Of(CounterStage.Kind, "flows: 1000");
        Assert.Equal(0, Memory.AllocatedBy(harness, new HostileFrames(seed: 2).Next));
    }

    [Theory]
    [InlineData("flows: 0", "1:8: error NFV0105: 'flows' must be a whole number from 1 to 4194304, found '0'")]
    [InlineData("top: -1", "1:6: error NFV0105: 'top' must be a whole number from 0 to 1000, found '-1'")]
    [InlineData("tops: 1", "1:1: error NFV0101: unknown key 'tops' in stage 'stage'; did you mean 'top'?")]
    public void Says_exactly_what_is_wrong_and_where(string settings, string expected) =>
        Assert.Equal([$"settings:{expected}"], Check.Mistakes(CounterStage.Kind, settings));

    private static CounterReport Report(StageHarness harness) => harness.Ask<CounterReport>(CounterReportRequest.Instance);
}
