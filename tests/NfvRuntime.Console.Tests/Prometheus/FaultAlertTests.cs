using NfvRuntime.SystemTests.Support;
using NfvRuntime.WebConsole.Tests.Support;

namespace NfvRuntime.WebConsole.Tests.Prometheus;

/// <summary>Alerts about stages that a user can see fail: the scraper is there first, so that none passes unseen.</summary>
public sealed class FaultAlertTests
{
    [RequiresToolFact("prometheus")]
    public async Task A_stage_out_of_service_fires_its_alert_which_clears_when_it_is_back()
    {
        const string faults = "times: 5, restarts: { max: 2, within: 1s }, retry: { first: 4s, max: 4s }";
        Uri address = PrometheusServer.FreeAddress();
        using var prometheus = new PrometheusServer(address);
        await prometheus.Until("up == 0", result => result.Length == 1);
        using var nfv = new RunningNfv(WatchedChains.Falling(faults), ["--listen", address.Authority]);

        await prometheus.Until(
            """ALERTS{alertstate="firing", alertname="NfvOutOfService", chain="falling", stage="bad"}""", result => result.Length == 1);

        await prometheus.Until("ALERTS", result => result.Length == 0);
        nfv.Stop();
        Assert.True((await nfv.Summary()).GetProperty("balances").GetBoolean());
    }

    [RequiresToolFact("prometheus")]
    public async Task A_stage_that_does_not_return_fires_its_alert_which_clears_once_it_has()
    {
        Uri address = PrometheusServer.FreeAddress();
        using var prometheus = new PrometheusServer(address);
        await prometheus.Until("up == 0", result => result.Length == 1);
        using var nfv = new RunningNfv(WatchedChains.Hanging, ["--listen", address.Authority]);

        await prometheus.Until(
            """
            ALERTS{alertstate="firing", alertname="NfvStalled", island="hanging"} and on () (nfv_stage_stalled{chain="hanging", stage="bad"} == 1)
            """,
            result => result.Length == 1);

        await prometheus.Until("ALERTS", result => result.Length == 0);
        nfv.Stop();
        Assert.True((await nfv.Summary()).GetProperty("balances").GetBoolean());
    }
}
