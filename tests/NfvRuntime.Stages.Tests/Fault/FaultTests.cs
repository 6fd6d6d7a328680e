using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Stages.Tests.Support;

namespace NfvRuntime.Stages.Tests.Fault;

public class FaultTests
{
    [Fact]
    public void Loses_exactly_the_failing_bursts_and_processes_the_next_ones()
    {
        using var harness = StageHarness.Of(FaultStage.Kind, "every: 3");
        byte[][] frames = [.. Enumerable.Range(0, 14).Select(i => TestFrames.Udp("10.0.0.1", "10.0.0.2", i, 53))];
        for (int i = 0; i < frames.Length; i += 2)
        {
            harness.Send(frames[i], frames[i + 1]);
        }

        Assert.Equal([.. frames[..4], .. frames[6..10], .. frames[12..]], harness.Take());
        Assert.Equal(new Dictionary<string, long> { ["stage-fault"] = 4 }, harness.Drops);
        Assert.Equal(2, harness.Restarts);
    }

    [Fact]
    public void Is_restarted_without_limit()
    {
        using var harness = StageHarness.Of(FaultStage.Kind, "every: 1", new() { Burst = 4 });
        byte[] frame = TestFrames.Arp();
        harness.Feed(8000, buffer =>
        {
            frame.CopyTo(buffer);
            return frame.Length;
        });
        Assert.Equal(2000, harness.Restarts);
        Assert.Equal(8000, harness.Drops["stage-fault"]);
        harness.CheckConservation();
    }

    [Theory]
    [InlineData("", "1:1: error NFV0102: stage 'stage' needs the key 'every' (a whole number of at least 1)")]
    [InlineData("every: 0", "1:8: error NFV0105: 'every' must be a whole number of at least 1, found '0'")]
    [InlineData("every: often", "1:8: error NFV0104: 'every' must be a whole number of at least 1, found 'often'")]
    public void Says_exactly_what_is_wrong_and_where(string settings, string expected) =>
        Assert.Equal([$"settings:{expected}"], Check.Mistakes(FaultStage.Kind, settings));
}
