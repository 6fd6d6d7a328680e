using NfvRuntime.Chains;
using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Stages;

namespace NfvRuntime.Runtime.Tests.Chains;

public sealed class ControlMessageTests
{
    [Fact]
    public async Task A_stage_of_a_running_chain_answers_messages_of_its_kind_and_counts_under_its_own_names()
    {
        var kinds = TestPort.Kind((name, port) =>
        {
            port.Count = name == "in" ? 500 : 0;
            port.PerTxSync = int.MaxValue;
        });
        ChainResult result = ChainFile.Parse(
            """
            chain: asked
            ports: { in: { open: "test:" }, out: { open: "test:" } }
            stages: { c: { kind: counter } }
            paths: { main: in -> c -> out }
            """,
            "asked.yaml", StageCatalogue.BuiltIn, kinds);
        await using ChainRuntime runtime = await ChainRuntime.StartAsync(result.Plan!, static _ => { });
        await runtime.Drained.WaitAsync(TimeSpan.FromSeconds(60));

        CounterReport report = await runtime.StageOf("c").Ask<CounterReport>(new CounterReportRequest(), TimeSpan.FromSeconds(60));

        Assert.Equal(500, report.Packets);
        await runtime.StopAsync(TimeSpan.FromSeconds(60));
        StageReport books = Assert.Single(runtime.Segment.Report().Stages).WithCounts(runtime.Segment.Stages[0]);
        Assert.Equal((ulong)report.Bytes, books.Counts["nfv.count.io"]);
        Assert.Throws<ArgumentException>(() => runtime.StageOf("d"));
    }
}
