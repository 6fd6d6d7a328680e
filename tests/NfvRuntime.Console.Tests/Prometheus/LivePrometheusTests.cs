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
        Dashboard.Question[] questions = Dashboard.Questions();
        Assert.NotEmpty(questions);

        foreach (Dashboard.Question question in questions)
        {
            JsonElement[] answer = await prometheus.Until(question.Expression, result => result.Length > 0);
            Assert.All(answer, series => Assert.All(question.Labels, label => Assert.True(
                series.GetProperty("metric").TryGetProperty(label, out _), $"{question.Panel}: no label '{label}' in {series}")));
        }

        foreach (string rule in (string[])["nfv:stage_busy:ratio1m", "nfv:path_latency:p50rate1m", "nfv:path_latency:p99rate1m"])
        {
            await prometheus.Until($"{rule} > 0", result => result.Length > 0);
        }

        await prometheus.Until("ALERTS", result => result.Length == 0);
    }

    [RequiresToolFact("prometheus")]
    public async Task What_a_port_loses_is_a_loss_of_its_chain()
    {
        using var nfv = new RunningNfv(WatchedChains.FullDisk, ["--for", "300s", "--listen", "127.0.0.1:0"]);
        using var prometheus = new PrometheusServer(await nfv.Address);

        await prometheus.Until("""ALERTS{alertstate="firing", alertname="NfvPacketLoss", chain="full"}""", result => result.Length == 1);

        await prometheus.Until("""nfv:chain_dropped:rate1m{chain="full", reason="write-error"} > 0""", result => result.Length == 1);
        await prometheus.Until("ALERTS", result => result.Length == 0);
        nfv.Stop();
        Assert.Equal(1, (await nfv.Ended()).Status); // an output could not be written
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
