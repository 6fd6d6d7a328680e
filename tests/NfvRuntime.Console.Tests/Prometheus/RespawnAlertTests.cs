using NfvRuntime.SystemTests.Support;
using NfvRuntime.WebConsole.Tests.Support;

namespace NfvRuntime.WebConsole.Tests.Prometheus;

public sealed class RespawnAlertTests
{
    /// <summary>The windows are long enough for the process to be killed, waited for and started within one.</summary>
    [RequiresToolFact("prometheus")]
    public async Task A_chain_that_was_started_again_fires_its_alert_which_clears_after_a_while()
    {
        Uri address = PrometheusServer.FreeAddress();
        using var prometheus = new PrometheusServer(address, window: "30s");
        using var nfv = new RunningNfv(WatchedChains.Endless, ["--respawn", "--listen", address.Authority]);
        await prometheus.Until("""nfv_process_respawns_total{chain="watched"} == 0""", result => result.Length == 1);

        nfv.KillChildren();

        await prometheus.Until("""ALERTS{alertstate="firing", alertname="NfvRespawned", chain="watched"}""", result => result.Length == 1);
        await prometheus.Until("""nfv_process_respawns_total{chain="watched"} == 1""", result => result.Length == 1);
        await prometheus.Until("ALERTS", result => result.Length == 0);
        nfv.Stop();
        Assert.True((await nfv.Summary()).GetProperty("balances").GetBoolean());
    }
}
