using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Faults;

/// <summary>K failures in T: state discarded, out of service, tried again, back in service.</summary>
public class ServiceTests
{
    private const int Packets = 4000;
    private const int Burst = 4;
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public async Task After_K_failures_state_is_discarded_and_after_K_more_packets_are_dropped()
    {
        var births = new List<int>();
        SegmentReport report = await RunAsync(
            new Script { Id = 1, FaultEvery = 1, OnBirth = births.Add },
            new FaultPolicy { Restarts = new(5, Long), Retry = RetryBackoff.Never });
        StageReport stage = report.Stages[1];
        Assert.Equal([1, 2, 3, 4, 5, 1, 2, 3, 4, 5], births); // the second five found no state of the first
        Assert.Equal((10ul, 2ul), (stage.Restarts, stage.StateDiscards));
        Assert.Equal(ServiceState.OutOfService, stage.Service);
        Assert.Equal(Packets, (long)stage.Dropped.Values.Aggregate(0ul, (a, b) => a + b));
        Assert.InRange(stage.Dropped[DropReasons.StageFault.Name], 1ul, 10ul * Burst);
        Assert.Equal((0ul, 0ul), (stage.Sent, stage.Bypassed));
        Assert.Equal((ulong)Packets, report.Ports[0].Transmit!.Packets); // the other direction does not notice
    }

    [Fact]
    public async Task A_stage_that_is_bypassed_loses_the_failing_bursts_only()
    {
        SegmentReport report = await RunAsync(
            new Script { Id = 1, FaultEvery = 1 },
            new FaultPolicy { OnFault = OnFault.Bypass, Restarts = new(3, Long), Retry = RetryBackoff.Never });
        StageReport stage = report.Stages[1];
        Assert.Equal(6ul, stage.Restarts);
        Assert.Equal([DropReasons.StageFault.Name], report.Dropped.Keys);
        Assert.Equal(stage.Received - stage.Dropped[DropReasons.StageFault.Name], stage.Bypassed);
        Assert.Equal(stage.Sent, stage.Bypassed);
    }

    [Fact]
    public async Task A_stage_that_the_chain_cannot_do_without_stops_it_in_order()
    {
        string? why = null;
        SegmentReport report = await RunAsync(
            new Script { Id = 1, FaultEvery = 1 },
            new FaultPolicy { OnFault = OnFault.Stop, Restarts = new(2, Long) },
            async segment => why = await segment.Failure.WaitAsync(Rig.Patience));
        Assert.StartsWith("stage 'scripted' is out of service: it failed 2 times within 3600 s, the last time of ScriptedFaultException", why);
        Assert.Equal(4ul, report.Stages[1].Restarts);
    }

    [Fact]
    public async Task A_stage_that_stands_its_trial_is_back_in_service()
    {
        int faults = 0;
        var script = new Script
        {
            Id = 1,
            OnBurst = (_, _) =>
            {
                if (++faults <= 6)
                {
                    throw new ScriptedFaultException();
                }
            },
        };
        var policy = new FaultPolicy
        {
            Restarts = new(2, TimeSpan.FromMilliseconds(200)),
            Retry = new(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(8)),
        };
        SegmentReport report = await RunAsync(
            script, policy, segment => Rig.Until(() => faults > 6 && segment.Stages[1].Context.Status.State == ServiceState.InService), endless: true);
        Assert.Equal(6ul, report.Stages[1].Restarts); // two, two more, and two trials that failed at once
        Assert.Equal(ServiceState.InService, report.Stages[1].Service);
        Assert.InRange(report.Ports[1].Transmit!.Packets, 1ul, ulong.MaxValue);
    }

    [Fact]
    public async Task A_stage_that_cannot_be_made_at_the_start_may_be_done_without()
    {
        SegmentReport report = await RunAsync(
            new Script { Id = 1, OnBirth = _ => throw new ScriptedFaultException() },
            new FaultPolicy { OnStartFault = OnStartFault.Bypass, Retry = RetryBackoff.Never });
        Assert.Equal((ulong)Packets, report.Stages[1].Bypassed);
        Assert.Empty(report.Dropped);
    }

    [Fact]
    public async Task Failures_that_are_far_apart_are_no_storm()
    {
        SegmentReport report = await RunAsync(
            new Script { Id = 1, FaultEvery = 10 }, new FaultPolicy { Restarts = new(2, TimeSpan.FromTicks(1)) });
        Assert.InRange(report.Stages[1].Restarts, 10ul, (ulong)Packets);
        Assert.Equal(ServiceState.InService, report.Stages[1].Service);
    }

    /// <summary>Two directions; one passes the scripted stage.</summary>
    private static async Task<SegmentReport> RunAsync(Script script, FaultPolicy faults, Func<Segment, Task>? until = null, bool endless = false)
    {
        await using var rig = new Rig(2, 16, 512, new SegmentOptions { Burst = Burst, OwnsRegions = true });
        (TestPort a, TestPort b) = (rig.Port("a", 0), rig.Port("b", 1));
        a.Count = endless ? long.MaxValue : Packets;
        b.Count = Packets;
        SegmentBuilder builder = rig.Build(2);
        builder.AddPort("a", a);
        builder.AddPort("b", b);
        builder.AddScript("before", new Script { Id = 0 });
        builder.AddScript("scripted", script, faults);
        builder.ConnectPath(0, "a", "before", "scripted", "b");
        builder.ConnectPath(1, "b", "before", "a");
        Segment segment = builder.Build();
        await rig.StartAsync(segment);
        await (until is null ? rig.DrainAsync(segment) : until(segment));
        SegmentReport midway = await rig.SnapshotAsync(segment);
        Assert.True(midway.Balances, Rig.Explain(midway));
        await rig.StopAsync(segment, Rig.Patience);
        Books.MustBeEmpty(segment);
        Assert.Empty(a.Ledger.Complaints);
        Assert.Empty(b.Ledger.Complaints);
        return segment.Report();
    }
}
