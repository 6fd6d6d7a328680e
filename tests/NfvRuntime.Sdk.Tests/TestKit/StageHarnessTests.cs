using NfvRuntime.Sdk.Settings;
using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Sdk.Tests.Support;

namespace NfvRuntime.Sdk.Tests.TestKit;

public class StageHarnessTests
{
    [Fact]
    public void Finds_a_packet_that_is_not_accounted_for()
    {
        var harness = ScriptStage.Run((_, _) => { });
        harness.Send(Numbered.Frames(3, _ => 0));
        harness.Stage.Counters.Created.Add(1);
        Assert.Equal(
            "Stage 'stage': received 3 + created 1 packets, but sent 3 + consumed 0 + dropped 0 + held 0.",
            Assert.Throws<InvalidOperationException>(harness.CheckConservation).Message);
        Assert.Throws<InvalidOperationException>(harness.Dispose);
        harness.Dispose(); // and no second time
    }

    [Fact]
    public void Finds_a_buffer_that_two_own()
    {
        using var harness = ScriptStage.Run((_, _) => { });
        Burst burst = null!;
        using var other = ScriptStage.Run((_, b) => burst = b);
        other.Send(Numbered.Frame(0, 0));
        uint own = Swap(burst, 1);
        Assert.Contains("buffers were taken", Assert.Throws<InvalidOperationException>(other.CheckConservation).Message);
        Swap(burst, own);
        other.CheckConservation();
    }

    [Fact]
    public void Says_what_is_wrong_with_settings()
    {
        StageKind kind = StageKind.Define("small", "Small.", reader => reader.Required("n", Format.Int(1, 9)).ToString(), (_, _) => throw new NotSupportedException());
        var fault = Assert.Throws<ArgumentException>(() => StageHarness.Of(kind, "n: 10, m: 2"));
        Assert.StartsWith(
            $"settings:1:4: error NFV0105: 'n' must be a whole number from 1 to 9, found '10'{Environment.NewLine}"
            + "settings:1:8: error NFV0101: unknown key 'm' in stage 'stage'",
            fault.Message);
    }

    [Fact]
    public void Names_the_gates_that_are_not_there()
    {
        using var harness = ScriptStage.Run((_, _) => { }, new() { Unconnected = ["g1"] });
        Assert.Throws<ArgumentException>(() => harness.Take("nowhere"));
        Assert.Throws<ArgumentException>(() => harness.Take("g1"));
        Assert.Throws<ArgumentException>(() => harness.SendTo("nowhere", [1]));
    }

    [Fact]
    public void What_a_maker_of_frames_throws_comes_out_and_harms_nothing()
    {
        using var harness = ScriptStage.Run((_, _) => { });
        Assert.Throws<IOException>(() => harness.Feed(10, _ => throw new IOException("out of frames")));
        harness.Send(Numbered.Frame(0, 0));
        Assert.Single(harness.Take());
    }

    private static unsafe uint Swap(Burst burst, uint buffer)
    {
        uint before = burst.Descriptors[0].BufIdx;
        burst.Descriptors[0].BufIdx = buffer;
        return before;
    }
}
