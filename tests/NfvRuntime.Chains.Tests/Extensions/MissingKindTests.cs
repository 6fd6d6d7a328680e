using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Tests.Extensions;

/// <summary>What becomes of a chain when an extension cannot be used: what <c>on-start-fault</c> says.</summary>
public sealed class MissingKindTests : IDisposable
{
    private const string Fault = "NFV0220: extension 'Acme.dll' cannot be used: it is not there; build it first, or mend the path";

    private readonly ExtensionFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_chain_that_says_nothing_is_refused()
    {
        ChainResult result = Load("{ kind: acme-nat }");

        Assert.Null(result.Plan);
        Assert.Equal(
            $"""
            chain.yaml:2:13: error {Fault}
            chain.yaml:5:14: error NFV0204: unknown kind of stage 'acme-nat', perhaps of the extension that cannot be used; 'on-start-fault: drop' or 'bypass' starts a chain without such a stage
            """,
            _folder.Lines(result));
    }

    [Theory]
    [InlineData("{ kind: acme-nat, on-start-fault: drop, anything: 5 }", "", OnStartFault.Drop)]
    [InlineData("{ kind: acme-nat }", "drop", OnStartFault.Drop)]
    [InlineData("{ kind: acme-nat, on-start-fault: bypass }", "refuse", OnStartFault.Bypass)]
    public void A_stage_that_the_chain_can_do_without_starts_out_of_service(string stage, string chain, OnStartFault instead)
    {
        ChainResult result = Load(stage, chain);

        Assert.Equal($"chain.yaml:2:13: warning {Fault}; out of service from the start: stage 's'", _folder.Lines(result));
        PlanStage planned = Assert.Single(result.Plan!.Stages);
        Assert.Equal("acme-nat", planned.Kind.Name);
        Assert.Equal(instead, planned.Faults.OnStartFault);
        Assert.Equal(["", "in", "out"], planned.Kind.InputGates.Order());
        Assert.Equal(["", "back", "on"], planned.Kind.OutputGates.Order());
        Assert.Equal("on", planned.Kind.BypassOf("in"));
        Assert.Equal("back", planned.Kind.BypassOf("out"));
        var kind = Assert.IsType<StageKind>(planned.Kind);
        Assert.Contains("it is not there", Assert.Throws<StageUnavailableException>(() => kind.Create(null!, planned.Settings)).Message);
    }

    [Fact]
    public void Packets_cannot_bypass_a_stage_whose_outputs_nobody_knows()
    {
        ChainResult result = _folder.LoadText(
            """
            chain: t
            extensions: Acme.dll
            ports: { a: "gen:", b: "gen:", c: "null:", d: "null:" }
            stages:
              s: { kind: acme-split, on-start-fault: bypass }
            paths:
              p: a -> s [x] -> c
              q: b -> s [y] -> d
            """);

        Assert.Null(result.Plan);
        Assert.Equal(
            $"""
            chain.yaml:2:13: warning {Fault}; out of service from the start: stage 's'
            chain.yaml:5:42: error NFV0210: packets cannot bypass stage 's' (acme-split) while it is out of service: on path 'p' the default output leads nowhere; write 'on-start-fault: drop' or 'refuse'
            """,
            _folder.Lines(result));
    }

    [Fact]
    public void A_stage_that_must_be_there_refuses_for_all()
    {
        ChainResult result = _folder.LoadText(
            """
            chain: t
            extensions: Acme.dll
            ports: { a: "gen:", b: "null:" }
            stages:
              s: { kind: acme-one, on-start-fault: drop }
              t: { kind: acme-two }
            paths: { p: a -> s -> t -> b }
            """);

        Assert.Null(result.Plan);
        Assert.Equal(2, result.Diagnostics.Count(d => d.Severity == DiagnosticSeverity.Error));
    }

    [Theory]
    [InlineData("refuse", false)]
    [InlineData("drop", true)]
    public void An_extension_that_no_stage_misses_is_a_warning_only_where_the_chain_says_so(string chain, bool starts)
    {
        ChainResult result = Load("{ kind: nat44, outside: 10.0.0.1 }", chain, "inside", "outside");

        Assert.Equal($"chain.yaml:2:13: {(starts ? "warning" : "error")} {Fault}", _folder.Lines(result));
        Assert.Equal(starts, result.Plan is not null);
    }

    [Fact]
    public void A_misspelt_kind_is_a_mistake_whatever_the_chain_can_do_without()
    {
        ChainResult result = _folder.LoadText(
            """
            chain: t
            ports: { a: "gen:", b: "null:" }
            stages: { s: { kind: forwrd, on-start-fault: drop } }
            paths: { p: a -> s -> b }
            """);

        Assert.Equal("chain.yaml:3:22: error NFV0204: unknown kind of stage 'forwrd'; did you mean 'forward'?", _folder.Lines(result));
    }

    private ChainResult Load(string stage, string chain = "", string one = "in", string two = "out") => _folder.LoadText(
        $$"""
        chain: t
        extensions: Acme.dll
        ports: { a: "gen:", b: "gen:", c: "null:", d: "null:" }
        stages:
          s: {{stage}}
        paths:
          p: a -> [{{one}}] s [{{(one == "in" ? "on" : two)}}] -> c
          q: b -> [{{two}}] s [{{(one == "in" ? "back" : one)}}] -> d
        {{(chain.Length > 0 ? $"options: {{ on-start-fault: {chain} }}" : "")}}
        """);
}
