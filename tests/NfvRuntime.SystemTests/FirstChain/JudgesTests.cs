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
            chosen.Select(int.Parse).Where(number => FrameFacts.Of(frames[number - 1]) is not null),
            Enumerable.Range(1, frames.Count).Where(number => FirstRules.Pass(frames[number - 1])));
    }

    [Fact]
    public void The_rules_let_some_frames_pass_and_stop_some_of_each_kind()
    {
        List<byte[]> frames = PcapFile.Frames(Capture);
        Assert.Contains(frames, static frame => FirstRules.Pass(frame));
        Assert.Contains(frames, static frame => FrameFacts.Of(frame) is null);
        Assert.Contains(frames, static frame => FrameFacts.Of(frame) is { Ports: null, Protocol: 17 });
        Assert.Contains(frames, static frame => FrameFacts.Of(frame) is { Ports: not null } && !FirstRules.Pass(frame));
    }
}
