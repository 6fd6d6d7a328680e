using System.Text.Json;
using NfvRuntime.SystemTests.Support;
using NfvRuntime.WebConsole.Tests.Support;

namespace NfvRuntime.WebConsole.Tests.Prometheus;

public sealed class LivePrometheusTests
{
    [RequiresToolFact("prometheus")]
    public async Task Every_expression_of_the_dashboard_is_accepted_and_returns_data()
    {
        using var nfv = new RunningNfv(WatchedChains.Endless, ["--listen", "127.0.0.1:0"]);
        using var prometheus = new PrometheusServer(await nfv.Address);
        string[] expressions = Dashboard.Expressions();
        Assert.NotEmpty(expressions);

        foreach (string expression in expressions)
        {
            await prometheus.Until(expression, result => result.Length > 0);
        }

        await prometheus.Until("ALERTS", result => result.Length == 0);
    }

    [RequiresToolFact("prometheus")]
    public async Task An_injected_fault_fires_its_alerts_and_they_clear_when_it_has_ended()
    {
        using var nfv = new RunningNfv(WatchedChains.Failing, ["--for", "300s", "--listen", "127.0.0.1:0"]);
        using var prometheus = new PrometheusServer(await nfv.Address);

        await prometheus.Until(
            """ALERTS{alertstate="firing", alertname=~"NfvRestartStorm|NfvPacketLoss", chain="failing"}""", result => result.Length == 2);

        await prometheus.Until("ALERTS", result => result.Length == 0);
        JsonElement[] lost = await prometheus.Until(
            """nfv_stage_dropped_total{stage="bad", reason="stage-fault"}""", result => result.Length == 1);
        nfv.Stop();
        JsonElement summary = await nfv.Summary();
        Assert.Equal(
            lost[0].GetProperty("value")[1].GetString(), $"{summary.GetProperty("dropped").GetProperty("stage-fault").GetUInt64()}");
    }
}
