using NfvRuntime.Counters;
using NfvRuntime.Sdk.TestKit;
using static Acme.DnsGuard.Tests.DnsFrames;

namespace Acme.DnsGuard.Tests;

public sealed class DnsGuardTests
{
    private const string Blocking = "block: [ads.example, tracker.test]";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Questions_and_their_answers_pass(bool six)
    {
        using var harness = StageHarness.Of(DnsGuardStage.Kind);
        byte[][] frames = [Question("www.example", six: six), Answer("www.example", six: six)];
        harness.Send(frames);
        harness.Expect(frames);
        Assert.Equal(1, harness.Count(DnsGuardMetrics.Questions));
        Assert.Equal(0, harness.Count(DnsGuardMetrics.Pending));
    }

    [Fact]
    public void A_blocked_domain_is_blocked_with_all_below_it_and_in_any_case()
    {
        using var harness = StageHarness.Of(DnsGuardStage.Kind, Blocking);
        byte[][] blocked = [Question("ads.example"), Question("A.b.ADS.Example"), Question("x.tracker.test")];
        byte[][] others = [Question("bads.example"), Question("example"), Question("ads.example.org")];
        harness.Send([.. blocked, .. others]);
        harness.ExpectAt("blocked", blocked);
        harness.Expect(others);
        Assert.Equal(2, harness.Count(DnsGuardMetrics.Blocked, (LabelKeys.Rule, "ads.example")));
        Assert.Equal(1, harness.Count(DnsGuardMetrics.Blocked, (LabelKeys.Rule, "tracker.test")));
    }

    [Fact]
    public void Where_no_path_leaves_the_gate_blocked_questions_are_dropped()
    {
        using var harness = StageHarness.Of(DnsGuardStage.Kind, Blocking, new() { Unconnected = ["blocked"] });
        harness.Send(Question("ads.example"));
        harness.Expect();
        Assert.Equal(1, harness.Drops["acme-dns-blocked"]);
    }

    [Fact]
    public void An_answer_that_nobody_asked_for_is_dropped()
    {
        using var harness = StageHarness.Of(DnsGuardStage.Kind, Blocking);
        harness.Send(
            Answer("www.example"), // nobody asked at all
            Question("www.example", id: 1), Answer("www.example", id: 2), Answer("www.example", id: 1, port: 4001), // another id, another port
            Question("ads.example", id: 3, port: 4002), Answer("ads.example", id: 3, port: 4002), // asked, but blocked
            Question("www.example", id: 4), Answer("www.example", id: 4), Answer("www.example", id: 4)); // answered already
        harness.Expect(Question("www.example", id: 1), Question("www.example", id: 4), Answer("www.example", id: 4));
        Assert.Equal(5, harness.Drops["acme-dns-unasked"]);
    }

    [Fact]
    public void An_answer_that_comes_too_late_is_dropped()
    {
        using var harness = StageHarness.Of(DnsGuardStage.Kind, "timeout: 10ms");
        harness.Send(Question("www.example"));
        harness.Expect(Question("www.example"));
        Thread.Sleep(20); // what is tested is that time passes
        harness.Send(Answer("www.example"));
        harness.Expect();
        Assert.Equal(1, harness.Drops["acme-dns-unasked"]);
    }

    [Fact]
    public void When_too_many_questions_wait_the_oldest_is_forgotten()
    {
        using var harness = StageHarness.Of(DnsGuardStage.Kind, "pending: 2");
        harness.Send(Question("a", 1), Question("b", 2), Question("b", 2), Question("c", 3));
        harness.Take();
        harness.Send(Answer("a", 1), Answer("b", 2), Answer("c", 3));
        harness.Expect(Answer("b", 2), Answer("c", 3));
    }

    [Fact]
    public void What_is_no_message_is_dropped_and_what_is_no_dns_passes()
    {
        using var harness = StageHarness.Of(DnsGuardStage.Kind);
        byte[] whole = Message("www.example", 1, 0x01);
        byte[][] wrong =
        [
            Frame("10.0.0.2", "10.0.0.1", 4000, 53, whole[..11]),
            Frame("10.0.0.2", "10.0.0.1", 4000, 53, whole[..20]),
            Frame("10.0.0.2", "10.0.0.1", 4000, 53, whole[..^1]),
            Frame("10.0.0.2", "10.0.0.1", 4000, 53, Message("www.example", 1, 0x81)), // an answer to a server
            Frame("10.0.0.2", "10.0.0.1", 4000, 53, Message(string.Join('.', Enumerable.Repeat("long", 60)), 1, 0x01)),
        ];
        byte[][] others =
        [
            TestFrames.Udp("10.0.0.2", "10.0.0.1", 4000, 5353, 40),
            TestFrames.Tcp("10.0.0.2", "10.0.0.1", 4000, 53, 40),
            TestFrames.Fragment(TestFrames.Udp("10.0.0.2", "10.0.0.1", 4000, 53, 40), 0, more: true),
            TestFrames.Arp(),
        ];
        harness.Send([.. wrong, .. others]);
        harness.Expect(others);
        Assert.Equal(wrong.Length, harness.Drops["acme-dns-malformed"]);
    }

    [Fact]
    public void A_domain_can_be_blocked_while_the_stage_runs_and_a_restart_forgets_nothing()
    {
        using var harness = StageHarness.Of(DnsGuardStage.Kind, Blocking);
        harness.Send(Question("www.example"));
        Assert.Equal(["ads.example", "new.example", "tracker.test"], harness.Ask<BlockedDomains>(new BlockDomain("new.example")).Domains);
        harness.Restart();
        harness.Send(Question("new.example"), Answer("www.example"));
        harness.ExpectAt("blocked", Question("new.example"));
        harness.Expect(Question("www.example"), Answer("www.example"));
        Assert.Equal(1, harness.Count(DnsGuardMetrics.Questions));
        Assert.Equal(1, harness.Count(DnsGuardMetrics.Blocked, (LabelKeys.Rule, "new.example")));
    }

    [Theory]
    [InlineData("block: 'a b'", "settings:1:8: error NFV0104: 'block' must be a domain such as ads.example, found 'a b'")]
    [InlineData("block: [x.test, a.x.test]", "settings:1:8: warning NFV0107: 'a.x.test' is blocked already, since 'x.test' is")]
    [InlineData("pending: 0", "settings:1:10: error NFV0105: 'pending' must be a whole number from 1 to 1048576, found '0'")]
    [InlineData("blok: x.test", "settings:1:1: error NFV0101: unknown key 'blok' in stage 'stage'; did you mean 'block'?")]
    public void Mistakes_in_the_settings_are_named(string settings, string mistake) =>
        Assert.Equal([mistake], StageHarness.Mistakes(DnsGuardStage.Kind, settings));

    [Fact]
    public void Hostile_frames_do_no_harm_and_nothing_is_allocated()
    {
        using var harness = StageHarness.Of(DnsGuardStage.Kind, Blocking);
        byte[][] own = [Question("www.ads.example"), Question("www.example", six: true), Answer("www.example")];
        int seed = Environment.TickCount;
        harness.FeedHostile(200_000, seed, own);
        Assert.Empty(harness.Undeclared);
        long allocated = Enumerable.Range(1, 5).Min(round => harness.FeedHostile(20_000, seed + round, own).AllocatedBytes);
        Assert.True(allocated == 0, $"seed {seed}: {allocated} bytes");
    }
}
