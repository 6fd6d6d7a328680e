using System.Text.Json;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.FirstChain;

/// <summary>What README's first command promises, seen from outside.</summary>
public sealed class FirstChainTests(FirstRun run) : IClassFixture<FirstRun>
{
    [Fact]
    public void Passed_frames_are_those_the_rules_allow_byte_for_byte_in_order() =>
        Assert.Equal(run.Expected(Verdict.Passed), PcapFile.Frames(run.Passed));

    [Fact]
    public void Denied_frames_are_the_other_well_formed_ones_byte_for_byte_in_order() =>
        Assert.Equal(run.Expected(Verdict.Denied), PcapFile.Frames(run.Denied));

    [Fact]
    public void The_summary_adds_up()
    {
        JsonElement summary = run.Summary();
        Assert.True(summary.GetProperty("balances").GetBoolean());
        Assert.Equal("inputs-ended", summary.GetProperty("ending").GetString());
        Assert.Equal(run.Input.Count, Number(summary, "received"));
        Assert.Equal(run.Expected(Verdict.Passed).Count, Number(summary, "sent"));
        Assert.Equal(0, Number(summary, "created") + Number(summary, "consumed") + Number(summary, "held"));
        Assert.Equal(run.Expected(Verdict.Malformed).Count, Number(summary.GetProperty("dropped"), "malformed"));
        Assert.Equal(
            run.Expected(Verdict.Malformed).Count + run.Expected(Verdict.Denied).Count,
            summary.GetProperty("dropped").EnumerateObject().Sum(static reason => reason.Value.GetInt32()));
    }

    [Fact]
    public void Every_stage_adds_up()
    {
        foreach (JsonElement stage in run.Summary().GetProperty("stages").EnumerateArray())
        {
            int dropped = stage.GetProperty("dropped").EnumerateObject().Sum(static reason => reason.Value.GetInt32());
            Assert.Equal(
                Number(stage, "received") + Number(stage, "created"),
                Number(stage, "sent") + Number(stage, "consumed") + dropped + Number(stage, "held"));
        }
    }

    [RequiresToolFact("tcpdump")]
    public void Tcpdump_reads_both_captures_to_their_ends()
    {
        foreach (string capture in new[] { run.Passed, run.Denied })
        {
            ToolResult result = Tool.Run("tcpdump", "-nn", "-t", "--number", "-r", capture).Succeeded();
            Assert.DoesNotContain("truncated", result.Errors, StringComparison.Ordinal);
            string last = Lines(result.Output).Last(static line => line[0] != '\t'); // hex dumps of unknown protocols begin with one
            Assert.Equal(PcapFile.Frames(capture).Count, int.Parse(last.AsSpan(0, 5)));
        }
    }

    [RequiresToolFact("tshark")]
    public void Tshark_reads_both_captures_and_finds_nothing_malformed_in_what_passed()
    {
        foreach (string capture in new[] { run.Passed, run.Denied })
        {
            ToolResult result = Tool.Run("tshark", "-n", "-r", capture, "-T", "fields", "-e", "frame.number").Succeeded();
            Assert.DoesNotContain("cut short", result.Errors, StringComparison.Ordinal);
            Assert.Equal(PcapFile.Frames(capture).Count, Lines(result.Output).Length);
        }

        Assert.Empty(Tool.Run("tshark", "-n", "-r", run.Passed, "-Y", "_ws.malformed && !dns").Succeeded().Output);
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
