using NfvRuntime.Sdk.TestKit;

namespace NfvRuntime.Stages.Tests.Forward;

public class ForwardTests
{
    [Fact]
    public void Passes_every_frame_on_unchanged_and_in_order()
    {
        using var harness = StageHarness.Of(ForwardStage.Kind);
        byte[][] frames = [.. HostileFrames.Models()];
        harness.Send(frames);
        Assert.Equal(frames, harness.Take());
        Assert.Empty(harness.Drops);
    }
}
