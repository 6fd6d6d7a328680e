using System.Diagnostics;
using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;
using Xunit.Abstractions;

namespace NfvRuntime.Runtime.Tests.Faults;

public class RestartTests(ITestOutputHelper output)
{
    private const int Restarts = 100_000;

    [Fact]
    public async Task A_hundred_thousand_restarts_lose_the_failing_bursts_and_nothing_else()
    {
        var options = new SegmentOptions { Burst = 4, Bursts = 2, OwnsRegions = true };
        await using var rig = new Rig(2, 16, 256, options);
        TestPort source = rig.Port("in", 0);
        TestPort sink = rig.Port("out", 1);
        source.Count = 4 * Restarts * 3;
        sink.Ledger.Remember(1, source.Count);
        var lost = new HashSet<long>();
        long next = 0;
        string? broken = null;
        Segment? segment = null;
        var failing = new Script
        {
            Id = 1,
            FaultEvery = 2,
            OnBurst = (burst, fails) => next = Note(burst, fails, next, lost, ref broken),
            OnBirth = birth =>
            {
                broken ??= Check(segment!, birth);
                if (birth > Restarts)
                {
                    source.Count = source.Delivered; // enough: what is under way ends it
                }
            },
        };
        SegmentBuilder builder = rig.Build(1);
        builder.AddPort("in", source);
        builder.AddPort("out", sink);
        builder.AddScript("before", new Script { Id = 0 });
        builder.AddScript("failing", failing);
        builder.AddScript("after", new Script { Id = 2 });
        builder.ConnectPath(0, "in", "before", "failing", "after", "out");
        segment = builder.Build();

        long start = Stopwatch.GetTimestamp();
        await rig.StartAsync(segment);
        await rig.DrainAsync(segment, TimeSpan.FromSeconds(60));
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        await rig.StopAsync(segment, Rig.Patience);

        Assert.Null(broken);
        Books.MustBeEmpty(segment);
        StageReport stage = segment.Report().Stages[1];
        Assert.InRange(stage.Restarts, (ulong)Restarts, (ulong)Restarts + 2);
        Assert.Equal((ulong)lost.Count, stage.Dropped[DropReasons.StageFault.Name]);
        Assert.Equal(stage.Dropped, segment.Report().Dropped);
        Assert.Equal(source.Delivered, next); // every burst reached the stage, the one behind a failing one too
        Assert.Equal(lost.Order(), sink.Ledger.Missing(0, source.Delivered));
        Assert.Equal(source.Delivered - lost.Count, sink.Ledger.Packets);
        Assert.Empty(sink.Ledger.Complaints);
        output.WriteLine($"{stage.Restarts} restarts, each with an audit and the books, in {took.TotalSeconds:F2} s");
    }

    /// <summary>Remembers what a failing burst held, and that nothing came between it and the burst before.</summary>
    private static unsafe long Note(Burst burst, bool fails, long next, HashSet<long> lost, ref string? broken)
    {
        for (int i = 0; i < burst.Count; i++)
        {
            long number = (long)Numbered.Number(burst.Pointer(i));
            if (number != next)
            {
                broken ??= $"packet {number} came where {next} was due";
            }

            if (fails)
            {
                lost.Add(number);
            }

            next = number + 1;
        }

        return next;
    }

    /// <summary>Inside the island, nested in whatever was under way when the stage fell.</summary>
    private static string? Check(Segment segment, int birth)
    {
        RegionAuditResult audit = segment.Audits[0].Run();
        if (!audit.Holds)
        {
            return $"birth {birth}: {audit}";
        }

        SegmentReport report = segment.Report();
        return report.Balances ? null : $"birth {birth}: {Rig.Explain(report)}";
    }
}
