using System.Net;
using System.Text.Json;
using NfvRuntime.SystemTests.Support;
using NfvRuntime.WebConsole.Tests.Support;

namespace NfvRuntime.WebConsole.Tests.Listening;

/// <summary>What /healthz and /metrics of the real server say of stages that fail, fall and hang.</summary>
public sealed class FaultHealthTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("on-fault: drop", "stage 'bad' is out of service, and its packets are dropped: it failed 3 times within 3600 s, the last time of Injected")]
    [InlineData("on-fault: bypass", "stage 'bad' is out of service, and packets bypass it: it failed 3 times within 3600 s, the last time of Injected")]
    public async Task A_stage_out_of_service_turns_health_red_and_is_counted(string onFault, string reason)
    {
        using var nfv = new RunningNfv(
            WatchedChains.Falling($"{onFault}, restarts: {{ max: 3, within: 1h }}, retry: never"), ["--listen", "127.0.0.1:0"]);

        Assert.StartsWith(reason, await RedFor(nfv, "is out of service"), StringComparison.Ordinal);

        string text = await Metrics(nfv, "nfv_stage_down{chain=\"falling\",stage=\"bad\"} 1\n");
        Assert.Contains("nfv_stage_restarts_total{chain=\"falling\",stage=\"bad\"} 6\n", text, StringComparison.Ordinal);
        if (onFault.EndsWith("bypass", StringComparison.Ordinal))
        {
            Assert.DoesNotContain("nfv_stage_bypassed_total{chain=\"falling\",stage=\"bad\"} 0\n", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_stage_that_has_stood_its_trial_turns_health_green_again()
    {
        string faults = "times: 5, restarts: { max: 2, within: 500ms }, retry: { first: 100ms, max: 1s }";
        using var nfv = new RunningNfv(WatchedChains.Falling(faults), ["--listen", "127.0.0.1:0"]);

        await RedFor(nfv, "out of service");
        await Green(nfv);

        Assert.Contains("nfv_stage_down{chain=\"falling\",stage=\"bad\"} 0\n", await Metrics(nfv, "nfv_stage_down{"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stage_that_does_not_return_is_named_and_health_is_green_once_it_has()
    {
        using var nfv = new RunningNfv(WatchedChains.Hanging, ["--listen", "127.0.0.1:0"]);

        string reason = await RedFor(nfv, "has not returned for");
        Assert.StartsWith("stage 'bad' has not returned for ", reason, StringComparison.Ordinal);
        await Green(nfv);

        Assert.Contains("nfv_stage_stalled{chain=\"hanging\",stage=\"bad\"} 0\n", await Metrics(nfv, "nfv_stage_stalled{"), StringComparison.Ordinal);
    }

    private static async Task Green(RunningNfv nfv)
    {
        for (DateTime end = DateTime.UtcNow + Patience; (await nfv.Get("/healthz")).StatusCode != HttpStatusCode.OK; await Task.Delay(50))
        {
            Assert.True(DateTime.UtcNow < end, "health did not turn green");
        }
    }

    /// <summary>The reason with a text, once health is red for it.</summary>
    private static async Task<string> RedFor(RunningNfv nfv, string text)
    {
        for (DateTime end = DateTime.UtcNow + Patience; ; await Task.Delay(50))
        {
            Assert.True(DateTime.UtcNow < end, $"health did not turn red for '{text}'");
            HttpResponseMessage health = await nfv.Get("/healthz");
            using JsonDocument document = JsonDocument.Parse(await health.Content.ReadAsStringAsync());
            string? reason = document.RootElement.GetProperty("reasons").EnumerateArray()
                .Select(r => r.GetString()!).FirstOrDefault(r => r.Contains(text, StringComparison.Ordinal));
            if (reason is not null)
            {
                Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
                return reason;
            }
        }
    }

    private static async Task<string> Metrics(RunningNfv nfv, string line)
    {
        for (DateTime end = DateTime.UtcNow + Patience; ; await Task.Delay(50))
        {
            Assert.True(DateTime.UtcNow < end, $"there was no '{line}'");
            string text = await (await nfv.Get("/metrics")).Content.ReadAsStringAsync();
            if (text.Contains(line, StringComparison.Ordinal))
            {
                return text;
            }
        }
    }
}
