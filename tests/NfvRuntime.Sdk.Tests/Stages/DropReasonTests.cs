using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.Stages;

public class DropReasonTests
{
    [Fact]
    public void A_name_stands_for_one_reason_in_the_whole_process()
    {
        DropReason first = DropReason.Register("test-twice", "First.");
        Assert.Same(first, DropReason.Register("test-twice", "Second."));
        Assert.Equal("First.", first.Description);
        Assert.Contains(first, DropReason.All);
    }

    [Theory]
    [InlineData("Test")]
    [InlineData("two words")]
    [InlineData("dotted.name")]
    [InlineData("")]
    public void A_name_is_in_kebab_case(string name) => Assert.ThrowsAny<ArgumentException>(() => DropReason.Register(name, "No."));

    [Fact]
    public void A_stage_can_use_as_many_reasons_as_a_verdict_can_tell_apart()
    {
        using var harness = ScriptStage.Run((_, _) => { });
        int taken = harness.Stage.Counters.Dropped.Count;
        for (int i = taken; i < Verdict.MaxDropReasons; i++)
        {
            harness.Stage.Drop(DropReason.Register($"test-many-{i}", "One of many."));
        }

        var fault = Assert.Throws<InvalidOperationException>(() => harness.Stage.Drop(DropReason.Register("test-one-more", "Too many.")));
        Assert.Equal("Stage 'stage' uses more than 128 drop reasons.", fault.Message);
    }
}
