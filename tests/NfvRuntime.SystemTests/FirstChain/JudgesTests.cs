using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.FirstChain;

/// <summary>Before the judge judges the firewall, it is judged by tshark.</summary>
public sealed class JudgesTests
{
    private static readonly string Capture = Repository.PathOf("chains", "first.pcap");

    /// <summary>Tshark dissects malformed frames as far as it can, and so finds ports where there is no whole header.</summary>
    [RequiresToolFact("tshark")]
    public void Tshark_lets_the_same_well_formed_frames_pass()
    {
        List<byte[]> frames = PcapFile.Frames(Capture);
        string[] chosen = Tool.Run(
            "tshark", "-r", Capture, "-o", "ip.defragment:FALSE", "-o", "ipv6.defragment:FALSE",
            "-Y", FirstRules.Filter, "-T", "fields", "-e", "frame.number").Succeeded().Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(
            chosen.Select(int.Parse).Where(number => FirstRules.Judge(frames[number - 1]) != Verdict.Malformed),
            Enumerable.Range(1, frames.Count).Where(number => FirstRules.Judge(frames[number - 1]) == Verdict.Passed));
    }

    [Fact]
    public void The_capture_holds_frames_of_every_kind_and_for_every_verdict()
    {
        List<byte[]> frames = PcapFile.Frames(Capture);
        FrameFacts[] facts = [.. frames.Select(static frame => FrameFacts.Of(frame))];
        Assert.Equal(Enum.GetValues<FrameKind>().Order(), facts.Select(static frame => frame.Kind).Distinct().Order());
        Assert.Equal(Enum.GetValues<Verdict>().Order(), frames.Select(static frame => FirstRules.Judge(frame)).Distinct().Order());
        Assert.Contains(facts, static frame => frame is { Ports: null, Protocol: 17 });
    }
}
