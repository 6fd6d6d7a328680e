using System.Buffers.Binary;
using NfvRuntime.Counters;
using NfvRuntime.Packets;
using NfvRuntime.Sdk.TestKit;
using NfvRuntime.Stages.Tests.Support;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.Stages.Tests.Firewall;

public class RejectTests
{
    private const string RejectAll = "default: reject";

    public static TheoryData<string, string> Addresses => new() { { "192.0.2.1", "10.0.0.5" }, { "2001:db8::1", "2001:db8:5::5" } };

    [Theory]
    [MemberData(nameof(Addresses))]
    public void A_segment_without_ACK_is_reset_with_what_it_would_have_been_acknowledged(string from, string to)
    {
        foreach ((TcpFlags flags, int payload, uint length) in new[]
        {
            (TcpFlags.Syn, 0, 1u), (TcpFlags.Syn, 10, 11u), (TcpFlags.Fin, 3, 4u), (TcpFlags.None, 5, 5u), (TcpFlags.Syn | TcpFlags.Fin, 0, 2u),
        })
        {
            Answer answer = Single(Segment(from, to, flags, payload));
            Assert.Equal((TcpFlags.Rst | TcpFlags.Ack, 0u, unchecked(0xFFFF_FFFE + length)), (answer.Flags, answer.Sequence, answer.Acknowledgement));
            Assert.Equal((to, from, 22, 40000), (answer.From, answer.To, answer.FromPort, answer.ToPort));
        }
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public void A_segment_with_ACK_is_reset_at_the_number_that_it_acknowledges(string from, string to)
    {
        Answer answer = Single(Segment(from, to, TcpFlags.Ack | TcpFlags.Psh, 100));
        Assert.Equal((TcpFlags.Rst, 0x1234_5678u, 0u), (answer.Flags, answer.Sequence, answer.Acknowledgement));
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public void Everything_else_is_answered_by_ICMP_with_a_quotation(string from, string to)
    {
        bool four = !from.Contains(':');
        foreach (int payload in new[] { 0, 1, 500, 1400 })
        {
            byte[] question = TestFrames.Udp(from, to, 40000, 53, payload);
            byte[] padded = [.. question, .. new byte[Math.Max(0, 60 - question.Length)]];
            Answer answer = Single(padded);

            int most = four ? 576 - 28 : 1280 - 48;
            Assert.Equal(four ? (3, 13) : (1, 1), (answer.IcmpType, answer.IcmpCode));
            Assert.Equal((to, from), (answer.From, answer.To));
            Assert.Equal(question[14..Math.Min(question.Length, 14 + most)], answer.Quotation);
        }
    }

    [Fact]
    public void The_answer_goes_back_on_the_same_wire_and_in_the_same_VLANs()
    {
        byte[] question = TestFrames.Tagged(TestFrames.Tagged(Segment("192.0.2.1", "10.0.0.5", TcpFlags.Syn), 5), 0xE007);
        byte[] answer = Reject(question)[0];
        Assert.Equal([.. question[6..12], .. question[..6], .. question[12..22]], answer[..22]);
        Assert.False(HeaderParser.Parse(answer).IsMalformed);
    }

    public static TheoryData<string, byte[]> Unanswered => new()
    {
        { "reset", Segment("192.0.2.1", "10.0.0.5", TcpFlags.Rst) },
        { "reset v6", Segment("2001:db8::1", "2001:db8::2", TcpFlags.Rst | TcpFlags.Ack) },
        { "first fragment of TCP", TestFrames.Fragment(Segment("192.0.2.1", "10.0.0.5", TcpFlags.Syn, 44), 0, more: true) },
        { "later fragment", TestFrames.Fragment(TestFrames.Udp("192.0.2.1", "10.0.0.5", 1, 2, 40), 9, more: false) },
        { "to a group", TestFrames.Udp("192.0.2.1", "224.0.0.251", 1, 2) },
        { "to all", TestFrames.Udp("192.0.2.1", "255.255.255.255", 1, 2) },
        { "from nobody", TestFrames.Udp("0.0.0.0", "10.0.0.5", 68, 67) },
        { "from loopback", TestFrames.Udp("127.0.0.1", "10.0.0.5", 1, 2) },
        { "from a group", TestFrames.Udp("224.0.0.1", "10.0.0.5", 1, 2) },
        { "to a group v6", TestFrames.Udp("2001:db8::1", "ff02::fb", 1, 2) },
        { "from nobody v6", TestFrames.Icmp("::", "2001:db8::2", 135) },
        { "from a group v6", TestFrames.Udp("ff02::1", "2001:db8::2", 1, 2) },
        { "ICMP error", TestFrames.Icmp("192.0.2.1", "10.0.0.5", 3) },
        { "ICMP time exceeded", TestFrames.Icmp("192.0.2.1", "10.0.0.5", 11) },
        { "ICMPv6 error", TestFrames.Icmp("2001:db8::1", "2001:db8::2", 2) },
        { "ICMPv6 redirect", TestFrames.Icmp("2001:db8::1", "2001:db8::2", 137) },
        { "to a group of stations", [1, .. Segment("192.0.2.1", "10.0.0.5", TcpFlags.Syn)[1..]] },
        { "from a group of stations", [2, 0, 0, 0, 0, 2, 3, .. Segment("192.0.2.1", "10.0.0.5", TcpFlags.Syn)[7..]] },
    };

    [Theory]
    [MemberData(nameof(Unanswered))]
    public void Some_packets_get_no_answer(string what, byte[] question)
    {
        using var harness = StageHarness.Of(FirewallStage.Kind, RejectAll);
        harness.Send(question);
        Assert.True(harness.Take("rejected").Length == 0, what);
        Assert.Equal([question], harness.Take("denied"));
        Assert.Equal(["sent 0", "limited 0", "none 1"], Outcomes(harness));
    }

    [Fact]
    public void A_rule_says_who_is_told_and_who_is_not()
    {
        byte[] told = Segment("192.0.2.1", "10.0.0.5", TcpFlags.Syn), untold = TestFrames.Udp("192.0.2.1", "10.0.0.5", 1, 2);
        using var harness = StageHarness.Of(FirewallStage.Kind, "default: drop, rules: [ { reject: tcp, ports: 22 }, { allow: icmp } ]");
        harness.Send(told, untold, TestFrames.Icmp("192.0.2.1", "10.0.0.5", 8));
        Assert.Equal([told, untold], harness.Take("denied"));
        Assert.Single(harness.Take("rejected"));
        Assert.Single(harness.Take());
    }

    [Fact]
    public void Answers_are_limited_and_a_restart_does_not_lift_the_limit()
    {
        byte[] question = Segment("192.0.2.1", "10.0.0.5", TcpFlags.Syn);
        using var harness = StageHarness.Of(FirewallStage.Kind, "default: reject, reject-rate: 1");
        harness.Send(question);
        Assert.Single(harness.Take("rejected"));
        harness.Restart();
        harness.Send([.. Enumerable.Repeat(question, 40)]);
        Assert.Equal(41, harness.Take("denied").Length);
        Assert.True(harness.Take("rejected").Length < 40);
        Assert.DoesNotContain("limited 0", Outcomes(harness));
    }

    [Fact]
    public void Every_answer_to_anything_is_well_formed_with_right_checksums()
    {
        int seed = Environment.TickCount;
        var frames = new HostileFrames(seed);
        using var harness = StageHarness.Of(FirewallStage.Kind, "default: reject, reject-rate: 1M");
        byte[] buffer = new byte[2048];
        int answers = 0;
        for (int round = 0; round < 1000; round++)
        {
            harness.Send([.. Enumerable.Range(0, 60).Select(_ => buffer[..frames.Next(buffer)])]);
            harness.Take("denied");
            foreach (byte[] frame in harness.Take("rejected"))
            {
                answers++;
                _ = Answer.Read(frame, $"seed {seed}");
            }
        }

        Assert.True(answers > 1000, $"seed {seed}: {answers} answers");
    }

    [RequiresToolFact("tshark")]
    public void Tshark_finds_nothing_wrong_with_answers()
    {
        byte[][] answers = Reject(
            Segment("192.0.2.1", "10.0.0.5", TcpFlags.Syn), Segment("2001:db8::1", "2001:db8::2", TcpFlags.Ack, 9),
            TestFrames.Udp("192.0.2.1", "10.0.0.5", 40000, 9, 1000), TestFrames.Udp("2001:db8::1", "2001:db8::2", 40000, 9, 1400));
        string file = Path.GetTempFileName();
        try
        {
            using (var writer = new CaptureWriter(File.Create(file)))
            {
                foreach (byte[] answer in answers)
                {
                    writer.Write(default, answer);
                }
            }

            string[] lines = Tool.Run(
                "tshark", "-r", file, "-o", "ip.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-T", "fields", "-E", "occurrence=f",
                "-e", "tcp.flags.str", "-e", "icmp.code", "-e", "icmpv6.code", "-e", "ip.checksum.status", "-e", "tcp.checksum.status",
                "-e", "icmp.checksum.status", "-e", "icmpv6.checksum.status", "-e", "_ws.malformed").Succeeded().Output.Split('\n');
            Assert.Equal(
                ["·······A·R··\t\t\t1\t1\t\t\t", "·········R··\t\t\t\t1\t\t\t", "\t13\t\t1\t\t1\t\t", "\t\t1\t\t\t\t1\t", ""], lines);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Allocates_nothing()
    {
        using var harness = StageHarness.Of(FirewallStage.Kind, "default: reject, reject-rate: 1M");
        var frames = new HostileFrames(seed: 1);
        Assert.Equal(0, Memory.AllocatedBy(harness, frames.Next));
    }

    private static byte[] Segment(string from, string to, TcpFlags flags, int payload = 0)
    {
        byte[] frame = TestFrames.Tcp(from, to, 40000, 22, payload);
        Span<byte> segment = frame.AsSpan(HeaderParser.Parse(frame).LayerFour);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], 0xFFFF_FFFE);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], 0x1234_5678);
        segment[13] = (byte)flags;
        return frame;
    }

    private static byte[][] Reject(params byte[][] questions)
    {
        using var harness = StageHarness.Of(FirewallStage.Kind, RejectAll);
        harness.Send(questions);
        Assert.Equal(questions, harness.Take("denied"));
        byte[][] answers = harness.Take("rejected");
        harness.CheckConservation();
        return answers;
    }

    private static Answer Single(byte[] question) => Answer.Read(Assert.Single(Reject(question)), "");

    private static IEnumerable<string> Outcomes(StageHarness harness) =>
        from reading in harness.Counters.Read()
        where reading.Metric.Name == Catalogue.FirewallAnswers.Name
        select $"{reading.Label(LabelKeys.Outcome)} {reading.Value}";
}
