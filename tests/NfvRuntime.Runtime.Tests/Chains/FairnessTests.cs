using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Chains;

public class FairnessTests
{
    /// <summary>
    /// Four ports that never end share a stage, one of its gates and a slow port behind it: whoever waits for the edge gets his turn.
    /// </summary>
    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(8, 2, 3)]
    [InlineData(8, 1, 1)]
    public async Task Inputs_that_wait_for_one_edge_share_it(int burst, int bursts, int perSync)
    {
        const int Sources = 4;
        const long Enough = 4000;
        await using var rig = new Rig(Sources + 1, 32, 2048, new SegmentOptions { Burst = burst, Bursts = bursts, OwnsRegions = true });
        TestPort[] ports = [.. Enumerable.Range(0, Sources + 1).Select(i => rig.Port($"p{i}", i))];
        SegmentBuilder builder = rig.Build(Sources + 1);
        for (int i = 0; i <= Sources; i++)
        {
            ports[i].Count = long.MaxValue;
            ports[i].Flows = 2;
            builder.AddPort($"p{i}", ports[i]);
        }

        // Half of each port's packets go back to it at once, the others all to the slow port.
        builder.AddScript("split", new Script { Id = 0, Gates = 2 });
        for (int i = 0; i < Sources; i++)
        {
            builder.ConnectPath(i, $"p{i}", "split", $"p{i}");
        }

        builder.ConnectStage("split", 1, [.. Enumerable.Range(0, Sources)], Sources, $"p{Sources}", 0, EdgePolicy.Wait);
        ports[Sources].PerTxSync = perSync;
        Segment segment = builder.Build();
        await rig.StartAsync(segment);
        await Rig.Until(() => ports[Sources].Ledger.Packets >= Enough);

        await rig.StopAsync(segment, TimeSpan.FromMilliseconds(50));
        SegmentReport report = segment.Report();
        Assert.True(report.Balances, Rig.Explain(report));
        ulong most = report.Ports.Max(port => port.Receive?.Packets ?? 0);
        Assert.All(report.Ports.Take(Sources), port => Assert.True(port.Receive!.Packets > most / 10, Rig.Explain(report)));
    }
}
