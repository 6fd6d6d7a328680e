using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Faults;

public class DirectiveTests
{
    private const int Packets = 5000;

    [Fact]
    public async Task A_resumed_stage_loses_the_failing_burst_and_keeps_what_it_holds()
    {
        SegmentReport report = await RunAsync(Directive.Resume, new Script { Id = 1, FaultEvery = 5, HoldEvery = 7 });
        Assert.Equal(0ul, report.Stages[1].Restarts);
        Assert.Equal([DropReasons.StageFault.Name], report.Dropped.Keys);
        Assert.InRange(report.Ports[1].Transmit!.Packets, 1ul, (ulong)Packets);
    }

    [Fact]
    public async Task A_restarted_stage_loses_what_it_holds_under_its_reason()
    {
        SegmentReport report = await RunAsync(Directive.Restart, new Script { Id = 1, FaultEvery = 5, HoldEvery = 7 });
        Assert.InRange(report.Stages[1].Restarts, 1ul, (ulong)Packets);
        Assert.Equal([DropReasons.StageFault.Name], report.Dropped.Keys);
    }

    [Fact]
    public async Task Behind_a_stage_that_was_stopped_everything_is_dropped_and_the_rest_goes_on()
    {
        SegmentReport report = await RunAsync(Directive.Stop, new Script { Id = 1, FaultEvery = 20, HoldEvery = 7 });
        Assert.Equal([DropReasons.StageFault.Name, DropReasons.StageStopped.Name], report.Dropped.Keys);
        Assert.Equal((ulong)Packets, report.Ports[0].Transmit!.Packets); // the other direction does not pass the stage
    }

    [Fact]
    public async Task A_segment_that_is_restarted_begins_with_every_burst_at_home()
    {
        SegmentReport report = await RunAsync(Directive.Escalate, new Script { Id = 1, FaultEvery = 200, HoldEvery = 7 });
        Assert.Contains(DropReasons.StageFault.Name, report.Dropped.Keys);
        Assert.InRange(report.Sent, 1ul, 2ul * Packets);
    }

    [Fact]
    public async Task A_stage_that_can_never_be_made_anew_goes_out_of_service_and_the_rest_goes_on()
    {
        int born = 0;
        var script = new Script
        {
            Id = 1,
            FaultEvery = 10,
            OnBirth = _ =>
            {
                if (++born >= 3)
                {
                    throw new ScriptedFaultException();
                }
            },
        };
        SegmentReport report = await RunAsync(null, script);
        Assert.Equal([DropReasons.OutOfService.Name, DropReasons.StageFault.Name], report.Dropped.Keys);
        Assert.Equal(ServiceState.OutOfService, report.Stages[1].Service);
        Assert.Equal((ulong)Packets, report.Ports[0].Transmit!.Packets);
        Assert.InRange(report.Ports[1].Transmit!.Packets, 1ul, (ulong)Packets);
    }

    [Fact]
    public async Task A_stage_that_refuses_its_kept_state_goes_on_without_it()
    {
        var births = new List<int>();
        var script = new Script
        {
            Id = 1,
            FaultEvery = 10,
            OnBirth = birth => // the births of all instances that found the same state
            {
                births.Add(birth);
                if (birth >= 3 && births.Count(b => b == 1) == 1)
                {
                    throw new ScriptedFaultException();
                }
            },
        };
        SegmentReport report = await RunAsync(null, script);
        Assert.Equal([1, 2, 3, 4], births.Take(4));
        Assert.Equal(2, births.Count(birth => birth == 1));
        Assert.Equal(1ul, report.Stages[1].StateDiscards);
        Assert.Equal([DropReasons.StageFault.Name], report.Dropped.Keys);
    }

    [Fact]
    public async Task A_chain_with_a_stage_that_cannot_be_made_does_not_start()
    {
        var script = new Script { Id = 1, OnBirth = _ => throw new ScriptedFaultException() };
        await Assert.ThrowsAsync<ScriptedFaultException>(() => RunAsync(null, script));
    }

    [Fact]
    public async Task A_stage_with_a_child_that_escalates_is_restarted_with_a_new_child()
    {
        await using var rig = new Rig(2, 16, 512, new SegmentOptions { Burst = 4, OwnsRegions = true });
        (TestPort a, TestPort b) = (rig.Port("a", 0), rig.Port("b", 1));
        a.Count = Packets;
        SegmentBuilder builder = rig.Build(1);
        builder.AddPort("a", a);
        builder.AddPort("b", b);
        builder.AddStage("parent", ParentStage.Kind, new object());
        builder.ConnectPath(0, "a", "parent", "b");
        Segment segment = builder.Build();
        await rig.StartAsync(segment);
        await rig.DrainAsync(segment);
        await rig.StopAsync(segment, Rig.Patience);
        Books.MustBeEmpty(segment);
        Assert.InRange(segment.Report().Stages[0].Restarts, 1ul, (ulong)Packets);
        Assert.Equal((ulong)Packets, segment.Report().Sent);
        Assert.Empty(b.Ledger.Complaints);
    }

    /// <summary>Two directions; one passes the scripted stage. The supervisor treats failures by the directive, or as it does by itself.</summary>
    private static async Task<SegmentReport> RunAsync(Directive? directive, Script script)
    {
        await using var rig = new Rig(2, 16, 512, new SegmentOptions { Burst = 4, OwnsRegions = true });
        (TestPort a, TestPort b) = (rig.Port("a", 0), rig.Port("b", 1));
        a.Count = b.Count = Packets;
        SegmentBuilder builder = rig.Build(2);
        builder.AddPort("a", a);
        builder.AddPort("b", b);
        builder.AddScript("before", new Script { Id = 0 });
        builder.AddScript("scripted", script);
        builder.ConnectPath(0, "a", "before", "scripted", "b");
        builder.ConnectPath(1, "b", "before", "a");
        Segment segment = builder.Build();
        SupervisorStrategy? strategy = directive is { } fixedOne ? new OneForOneStrategy(_ => fixedOne) : null;
        await rig.StartAsync(segment, strategy: strategy);
        await rig.DrainAsync(segment);
        await rig.StopAsync(segment, Rig.Patience);
        Books.MustBeEmpty(segment);
        Assert.Empty(a.Ledger.Complaints);
        Assert.Empty(b.Ledger.Complaints);
        return segment.Report();
    }
}
