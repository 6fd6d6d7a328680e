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

    [Fact]
    public void Fails_on_the_bursts_in_which_every_so_many_th_packet_comes()
    {
        using var harness = StageHarness.Of(FaultStage.Kind, "every-packets: 5");
        byte[] frame = TestFrames.Arp();
        for (int i = 0; i < 7; i++)
        {
            harness.Send(frame, frame, frame); // the 5th, 10th, 15th and 20th packets come in bursts 2, 4, 5 and 7
        }

        Assert.Equal(4, harness.Restarts);
        Assert.Equal(12, harness.Drops["stage-fault"]);
    }

    [Fact]
    public void Fails_as_often_as_it_is_told_to_and_then_passes_everything_on()
    {
        using var harness = StageHarness.Of(FaultStage.Kind, "every: 1, times: 3");
        for (int i = 0; i < 10; i++)
        {
            harness.Send(TestFrames.Arp());
        }

        Assert.Equal(3, harness.Restarts);
        Assert.Equal(7, harness.Take().Length);
    }

    [Fact]
    public void Hangs_for_a_while_and_goes_on_with_the_same_burst()
    {
        using var harness = StageHarness.Of(FaultStage.Kind, "every: 2, mode: hang, for: 1ms");
        harness.Send(TestFrames.Arp());
        harness.Send(TestFrames.Arp());
        Assert.Equal(0, harness.Restarts);
        Assert.Equal(2, harness.Take().Length);
    }

    [Theory]
    [InlineData("every: 2, every-packets: 3", "1:26: error NFV0107: 'every' counts bursts and 'every-packets' packets: write one of them")]
    [InlineData("every: 2, for: 3s", "1:16: error NFV0107: 'for' says how long the stage hangs: it goes with 'mode: hang'")]
    [InlineData("every: 2, mode: sulk", "1:17: error NFV0106: 'mode' must be one of throw, hang, found 'sulk'")]
    [InlineData("", "1:1: error NFV0102: stage 'stage' needs the key 'every' (a whole number of at least 1)")]
    [InlineData("every: 0", "1:8: error NFV0105: 'every' must be a whole number of at least 1, found '0'")]
    [InlineData("every: often", "1:8: error NFV0104: 'every' must be a whole number of at least 1, found 'often'")]
    public void Says_exactly_what_is_wrong_and_where(string settings, string expected) =>
        Assert.Equal([$"settings:{expected}"], Check.Mistakes(FaultStage.Kind, settings));
}
