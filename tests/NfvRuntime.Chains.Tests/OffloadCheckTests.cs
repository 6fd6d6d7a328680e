using System.Diagnostics.CodeAnalysis;
using NfvRuntime.Chains.Tests.Kinds;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Tests;

/// <summary>Which ports pass large packets on, and what is said where they cannot.</summary>
public sealed class OffloadCheckTests
{
    [Fact]
    public void Large_packets_pass_where_every_stage_and_port_behind_takes_them()
    {
        ChainResult result = Parse("", "fw [denied] -> drop");
        Assert.Equal("", Sample.Lines(result));
        Assert.Equal(["left", "right"], result.Plan!.Ports.Where(port => port.PassesOffloads).Select(port => port.Name));
    }

    [Fact]
    public void A_stage_that_does_not_handle_them_has_them_finished_and_is_named()
    {
        ChainResult result = Parse("", "fw [denied] -> old -> drop");
        Assert.Equal(2, result.Diagnostics.Count);
        Assert.StartsWith(
            "t.yaml:3:18: warning NFV0317: large packets that come in at 'left' will be cut, and checksums completed, in software, "
            + "since stage 'old' (plain) does not handle them; that costs speed: ", result.Diagnostics[0].ToString());
        Assert.DoesNotContain(result.Plan!.Ports, port => port.PassesOffloads);
    }

    [Fact]
    public void A_port_at_the_end_of_a_branch_that_does_not_take_them_counts_as_well()
    {
        ChainResult result = Parse("", "fw [denied] -> file");
        Assert.Contains("since port 'file' (gen:) does not take them", Sample.Lines(result), StringComparison.Ordinal);
        Assert.DoesNotContain(result.Plan!.Ports, port => port.PassesOffloads);
    }

    [Theory]
    [InlineData("burst: 33", "they take 34 entries of a burst, and 'burst' is 33")]
    [InlineData("ring-slots: 64", "they take up to 64 slots of a ring, and 'ring-slots' is 64")]
    public void Bursts_and_rings_must_hold_the_largest(string option, string reason)
    {
        ChainResult result = Parse($"options: {{ {option} }}", "fw [denied] -> drop");
        Assert.Contains(reason, Sample.Lines(result), StringComparison.Ordinal);
        Assert.DoesNotContain(result.Plan!.Ports, port => port.PassesOffloads);
    }

    [Fact]
    public void Who_says_finish_hears_nothing_and_who_insists_hears_what_is_in_the_way()
    {
        Assert.Equal("", Sample.Lines(Parse("", "fw [denied] -> old -> drop", "finish")));
        ChainResult result = Parse("", "fw [denied] -> old -> drop", "pass");
        Assert.Null(result.Plan);
        Assert.Equal(
            "t.yaml:3:39: error NFV0318: packets that come in at 'left' cannot be passed on with their offloads, "
            + "since stage 'old' (plain) does not handle them: leave 'offload' out, or say 'finish'",
            result.Diagnostics[0].ToString());
    }

    private static ChainResult Parse(string options, string branch, string? offload = null)
    {
        string choice = offload is null ? "" : $", offload: {offload}";
        ChainResult result = ChainFile.Parse(
            $$"""
            chain: c
            ports:
              left:  { open: "packet:a"{{choice}} }
              right: { open: "packet:b"{{choice}} }
              file:  { open: "gen:" }
            stages:
              fw:  { kind: able }
              old: { kind: plain }
            paths:
              there:  left -> fw -> right
              back:   right -> fw -> left
              no:     {{branch}}
            {{options}}
            """,
            "t.yaml", new Stages(), new Ports());
        return result with { Diagnostics = [.. result.Diagnostics.Where(found => found.Code is not (ChainCodes.UnusedPort or ChainCodes.UnusedStage))] };
    }

    private sealed class Stages : IStageKinds
    {
        public IEnumerable<string> Names => ["able", "plain"];

        public bool TryGet(string name, [NotNullWhen(true)] out IStageDescription? kind)
        {
            kind = new SampleStageThat(name == "able");
            return true;
        }
    }

    private sealed record SampleStageThat(bool HandlesOffloads) : IStageDescription
    {
        public string Name => HandlesOffloads ? "able" : "plain";

        public IReadOnlyList<string> InputGates => [""];

        public IReadOnlyList<string> OutputGates => ["", "denied"];

        public bool IsUnconnectedAllowed(string gate) => true;

        public object ReadSettings(SettingsReader reader) => Name;
    }

    private sealed class Ports : IPortKinds
    {
        public IEnumerable<string> Schemes => ["packet", "gen"];

        public bool TryGet(string scheme, [NotNullWhen(true)] out IPortDescription? kind)
        {
            kind = scheme == "packet" ? new LivePort() : new SamplePort("gen");
            return true;
        }
    }

    private sealed class LivePort : IPortDescription
    {
        public string Scheme => "packet";

        public bool CanRead => true;

        public bool CanWrite => true;

        public object ReadOptions(ScalarNode open, PortUse use, SettingsReader reader) =>
            reader.Optional("offload", Format.Word<OffloadChoice>(), OffloadChoice.Auto);

        public bool TakesOffloads(object options) => true;

        public OffloadChoice? OffloadsOf(object options) => (OffloadChoice)options;
    }
}
