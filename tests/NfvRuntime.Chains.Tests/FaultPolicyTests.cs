using NfvRuntime.Sdk;

namespace NfvRuntime.Chains.Tests;

public class FaultPolicyTests
{
    [Fact]
    public void A_stage_has_its_own_word_else_the_chains_else_its_kinds()
    {
        var stages = Sample.Plan("""
            chain: t
            ports: { a: "netmap:a", b: "netmap:b" }
            stages:
              own: { kind: watch, on-fault: stop, restarts: { max: 3, within: 500ms }, retry: never }
              other: { kind: watch, restarts: unlimited }
            paths: { p: a -> own -> other -> b }
            options: { on-fault: drop, restarts: { max: 7, within: 2s }, retry: { first: 10ms, max: 3s }, watchdog: off }
            """);
        Assert.Equal(TimeSpan.Zero, stages.Options.Watchdog);
        Assert.Equal(
            new FaultPolicy { OnFault = OnFault.Stop, Restarts = new(3, TimeSpan.FromMilliseconds(500)), Retry = RetryBackoff.Never },
            stages.Stages[0].Faults);
        Assert.Equal(
            new FaultPolicy
            {
                OnFault = OnFault.Drop,
                Restarts = RestartLimit.Unlimited,
                Retry = new(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(3)),
            },
            stages.Stages[1].Faults);
    }

    [Fact]
    public void Where_the_file_is_silent_the_kind_decides()
    {
        var stages = Sample.Plan("""
            chain: t
            ports: { a: "netmap:a", b: "netmap:b" }
            stages: { watch: { kind: watch }, guard: { kind: guard }, forward: { kind: forward } }
            paths: { p: a -> watch -> guard -> forward -> b }
            """).Stages;
        Assert.Equal([OnFault.Bypass, OnFault.Drop, OnFault.Drop], stages.Select(stage => stage.Faults.OnFault));
        Assert.All(stages, stage => Assert.Equal((RestartLimit.Default, RetryBackoff.Default), (stage.Faults.Restarts, stage.Faults.Retry)));
    }

    [Fact]
    public void A_kind_that_would_be_bypassed_drops_where_the_chain_gives_packets_no_way_round_it() =>
        Assert.Equal(OnFault.Drop, Sample.Plan("""
            chain: t
            ports: { a: "netmap:a", b: "netmap:b" }
            stages: { watch: { kind: watch } }
            paths: { p: "a -> watch [seen] -> b" }
            """).Stages[0].Faults.OnFault);

    [Fact]
    public void A_security_stage_is_bypassed_with_a_warning()
    {
        var result = Sample.Parse("""
            chain: t
            ports: { a: "netmap:a", b: "netmap:b" }
            stages: { guard: { kind: guard, on-fault: bypass } }
            paths: { p: a -> guard -> b }
            """);
        Assert.Equal(OnFault.Bypass, result.Plan!.Stages[0].Faults.OnFault);
        Assert.Contains("3:43: warning NFV0211: while stage 'guard' (guard) is out of service", Sample.Lines(result));
    }
}
