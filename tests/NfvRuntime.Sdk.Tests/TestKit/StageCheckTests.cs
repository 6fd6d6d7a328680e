using NfvRuntime.Counters;
using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.TestKit;

/// <summary>What a failing test of a stage says to whoever wrote the stage.</summary>
public class StageCheckTests
{
    private static readonly Metric Seen = new("test.seen", MetricKind.Counter, "{packet}", "For tests.", LabelKeys.Chain, LabelKeys.Stage, LabelKeys.Rule);

    [Fact]
    public void Frames_that_come_as_expected_are_no_fault()
    {
        using var harness = ScriptStage.Run((stage, burst) => ScriptStage.Split(stage, burst, gate => gate));
        harness.Send(Numbered.Frame(0, 1), Numbered.Frame(1, 2));
        harness.Expect(Numbered.Frame(0, 1));
        harness.ExpectAt("g1", Numbered.Frame(1, 2));
        harness.Expect();
    }

    [Fact]
    public void A_frame_that_differs_is_shown_with_the_byte()
    {
        using var harness = ScriptStage.Run((_, burst) => burst.Data(0)[5] = 0xee);
        harness.Send(new byte[8]);
        Assert.Equal(
            """
            gate '' of stage 'stage': frame 0 differs at byte 5: 0x00 was expected, 0xee came
              expected: 0000000000000000
              came:     0000000000ee0000
             ; dropped: nothing
            """,
            Assert.Throws<StageCheckException>(() => harness.Expect(new byte[8])).Message);
    }

    [Fact]
    public void A_frame_that_is_missing_is_shown_with_what_was_dropped()
    {
        using var harness = ScriptStage.Run((stage, burst) => ScriptStage.Split(stage, burst, first => first - 1));
        harness.Send([0, 1, 2, 3], [1, 1, 2, 3]);
        Assert.Equal(
            "gate '' of stage 'stage': frame 1 did not come: 00010203 (2 expected, 1 came); dropped: script-unwanted 1",
            Assert.Throws<StageCheckException>(() => harness.Expect([1, 1, 2, 3], [0, 1, 2, 3])).Message);
    }

    [Fact]
    public void A_frame_too_many_is_shown()
    {
        using var harness = ScriptStage.Run((_, _) => { });
        harness.Send([1, 2, 3]);
        Assert.Equal(
            "gate '' of stage 'stage': frame 0 was not expected: 010203 (0 expected, 1 came); dropped: nothing",
            Assert.Throws<StageCheckException>(() => harness.Expect()).Message);
    }

    [Fact]
    public void What_a_stage_threw_is_shown_instead_of_what_should_have_come()
    {
        using var harness = ScriptStage.Run((_, _) => throw new InvalidOperationException("no luck"));
        harness.Send([1, 2, 3]);
        Assert.Equal("no luck", Assert.Single(harness.Faults).Message);
        Assert.StartsWith(
            "gate '' of stage 'stage': frame 0 did not come: 010203 (1 expected, 0 came); dropped: stage-fault 1; "
            + "it threw 1 times, the last time System.InvalidOperationException: no luck",
            Assert.Throws<StageCheckException>(() => harness.Expect([1, 2, 3])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Hostile_frames_name_the_seed_with_which_a_stage_throws()
    {
        using var harness = ScriptStage.Run((_, burst) => burst.Data(0)[0]++);
        Assert.StartsWith(
            "seed 5: stage 'stage' threw ", Assert.Throws<StageCheckException>(() => harness.FeedHostile(100_000, 5)).Message, StringComparison.Ordinal);
        using var sound = ScriptStage.Run((_, _) => { });
        Assert.Equal(1000, sound.FeedHostile(1000, 5).Packets);
    }

    [Fact]
    public void Counts_of_the_stages_own_are_found_by_metric_and_label()
    {
        using var harness = new StageHarness(ScriptStage.Kind, new Script((_, _) => { })
        {
            OnStart = stage => stage.Counters.Add(new CounterSpec(Seen, (LabelKeys.Rule, "a")), new CounterSpec(Seen, (LabelKeys.Rule, "b")))[1].Add(7),
        });
        Assert.Equal(7, harness.Count(Seen));
        Assert.Equal(0, harness.Count(Seen, (LabelKeys.Rule, "a")));
        Assert.Throws<ArgumentException>(() => harness.Count(Seen, (LabelKeys.Rule, "c")));
        Assert.Throws<ArgumentException>(() => harness.Count(Catalogue.MirrorLost));
    }

    [Fact]
    public void A_message_has_done_its_work_when_telling_it_returns()
    {
        object? got = null;
        using var harness = new StageHarness(ScriptStage.Kind, new Script((_, _) => { }) { OnControl = (_, message) => got = message });
        harness.Tell("hello");
        Assert.Equal("hello", got);
    }

    [Fact]
    public void Mistakes_of_settings_come_as_lines() => Assert.Equal(
        ["settings:1:1: error NFV0101: unknown key 'x' in stage 'stage'"],
        StageHarness.Mistakes(StageKind.Define("none", "None.", _ => new object(), (_, _) => throw new NotSupportedException()), "x: 1"));
}
