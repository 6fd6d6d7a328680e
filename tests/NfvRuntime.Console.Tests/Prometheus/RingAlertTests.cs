using System.Net;
using System.Text.Json;
using NfvRuntime.Chains;
using NfvRuntime.Netmap;
using NfvRuntime.Runtime;
using NfvRuntime.Stages;
using NfvRuntime.SystemTests.Support;
using NfvRuntime.WebConsole.Tests.Support;

namespace NfvRuntime.WebConsole.Tests.Prometheus;

/// <summary>
/// Alerts about rings and buffers, for a chain that runs in this process, since no user can make its ports misbehave: a real Prometheus
/// scrapes a real server.
/// </summary>
public sealed class RingAlertTests
{
    private const string Chain =
        """
        chain: alarmed
        ports: { in: "test:", out: "test:" }
        stages: { c: { kind: counter } }
        paths: { main: in -> c -> out }
        """;

    [RequiresToolFact("prometheus")]
    public async Task A_stalled_ring_a_missing_buffer_and_an_impossible_slot_fire_their_alerts_which_clear_when_it_is_over()
    {
        var ports = new Dictionary<string, StubbornPort>();
        ChainResult result = ChainFile.Parse(Chain, "alarmed.yaml", StageCatalogue.BuiltIn, StubbornPort.Kind(ports));
        Assert.True(result.Plan is not null, string.Join('\n', result.Diagnostics));
        await using ChainRuntime runtime = await ChainRuntime.StartAsync(result.Plan, static _ => { });
        await using ConsoleServer server = await ConsoleServer.StartAsync(runtime, new ListenAddress(IPAddress.Loopback, 0));
        using var prometheus = new PrometheusServer(server.Address);
        await prometheus.Until("nfv:chain_received:rate1m > 0", series => series.Length == 1);
        await Quiet(prometheus);

        ports["out"].Takes = false;
        JsonElement stalled = await Firing(prometheus, """ALERTS{alertname="NfvRingStall", alertstate="firing", direction="transmit"}""");
        Assert.Equal(("alarmed", "out"), (Label(stalled, "chain"), Label(stalled, "port")));
        await prometheus.Until("rate(nfv_ring_blocked_seconds_total{port=\"out\"}[5s]) > 0.5", series => series.Length == 1);
        ports["out"].Takes = true;
        await Quiet(prometheus);

        Region region = runtime.Segment.Ports[0].Port.Region;
        var taken = new uint[1];
        region.AllocateBuffers(taken);
        await Firing(prometheus, """ALERTS{alertname="NfvBufferLeak", alertstate="firing"}""");
        region.FreeBuffers(taken);
        await Quiet(prometheus);

        ports["in"].Lies = true;
        JsonElement faulted = await Firing(prometheus, """ALERTS{alertname="NfvRingFault", alertstate="firing"}""");
        Assert.Equal(("alarmed", "in", "receive"), (Label(faulted, "chain"), Label(faulted, "port"), Label(faulted, "direction")));
        await Quiet(prometheus);
    }

    private static async Task<JsonElement> Firing(PrometheusServer prometheus, string alert) =>
        (await prometheus.Until(alert, series => series.Length > 0))[0];

    private static Task Quiet(PrometheusServer prometheus) => prometheus.Until("ALERTS", series => series.Length == 0);

    private static string? Label(JsonElement series, string name) => series.GetProperty("metric").GetProperty(name).GetString();
}
