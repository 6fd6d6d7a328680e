using System.Net;
using NfvRuntime.Chains;
using NfvRuntime.Counters;
using NfvRuntime.Runtime;
using NfvRuntime.Stages;
using NfvRuntime.WebConsole.Tests.Support;

namespace NfvRuntime.WebConsole.Tests.Listening;

/// <summary>What is counted only after a chain has started and has been read.</summary>
public sealed class LateMetricTests
{
    private const string Chain =
        """
        chain: late
        ports: { in: "test:" }
        paths: { main: in -> drop }
        """;

    [Fact]
    public async Task A_metric_that_is_registered_while_the_chain_runs_is_shown_from_then_on()
    {
        ChainResult result = ChainFile.Parse(Chain, "late.yaml", StageCatalogue.BuiltIn, StubbornPort.Kind([]));
        Assert.True(result.Plan is not null, string.Join('\n', result.Diagnostics));
        await using ChainRuntime runtime = await ChainRuntime.StartAsync(result.Plan, static _ => { });
        await using ConsoleServer server = await ConsoleServer.StartAsync(runtime, new ListenAddress(IPAddress.Loopback, 0));
        using var http = new HttpClient { BaseAddress = server.Address };
        Assert.DoesNotContain("nfv_test_late", await http.GetStringAsync("/metrics"), StringComparison.Ordinal);

        var metric = new Metric("nfv.test.late", MetricKind.Counter, "{packet}", "Registered late.", LabelKeys.Chain);
        runtime.Counters.AddBlock([new(LabelKeys.Chain, "late")], metric)[0].Add(3);

        Assert.Contains("\nnfv_test_late_total{chain=\"late\"} 3\n", await http.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }
}
