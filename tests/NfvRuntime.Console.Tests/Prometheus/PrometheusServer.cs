using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using NfvRuntime.SystemTests.Support;
using NfvRuntime.WebConsole.Tests.Push;

namespace NfvRuntime.WebConsole.Tests.Prometheus;

/// <summary>
/// A real Prometheus that scrapes one target, with the rules of <c>observability/</c>. Their windows are shortened, and nothing else
/// about them is changed, so that an alert fires and clears within a test.
/// </summary>
internal sealed partial class PrometheusServer : IDisposable
{
    /// <summary>What every window of a rule or a dashboard becomes: some scrapes.</summary>
    public const string Window = "5s";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http;
    private readonly Process _process;

    /// <param name="target">What it scrapes; it may come later.</param>
    /// <param name="window">What every window of a rule becomes.</param>
    public PrometheusServer(Uri target, string window = Window)
    {
        foreach (string rules in new[] { "nfv.rules.yml", "nfv.alerts.yml" })
        {
            string text = File.ReadAllText(Repository.PathOf("observability", "rules", rules));
            File.WriteAllText(_folder[rules], For().Replace(Windows().Replace(text, $"[{window}]"), "for: 0s"));
        }

        File.WriteAllText(_folder["prometheus.yml"],
            $$"""
            global: { scrape_interval: 500ms, evaluation_interval: 500ms }
            rule_files: [nfv.rules.yml, nfv.alerts.yml]
            scrape_configs:
              - job_name: nfv
                static_configs: [ { targets: ["{{target.Authority}}"] } ]
            """);
        string address = $"127.0.0.1:{Collector.FreePort()}";
        _http = new HttpClient { BaseAddress = new Uri($"http://{address}"), Timeout = Patience };
        _process = Process.Start(new ProcessStartInfo(
            "prometheus", ["--config.file=prometheus.yml", "--storage.tsdb.path=data", $"--web.listen-address={address}", "--log.level=error"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += static (_, _) => { };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
    }

    /// <summary>An address for a target that is to be there later, and perhaps again.</summary>
    public static Uri FreeAddress() => new($"http://127.0.0.1:{Collector.FreePort()}");

    /// <summary>Waits until a query says what a test waits for; a query that Prometheus refuses fails at once.</summary>
    public async Task<JsonElement[]> Until(string expression, Func<JsonElement[], bool> wanted)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            JsonElement[] result = await TryQuery(expression);
            if (wanted(result))
            {
                return result;
            }

            Assert.True(clock.Elapsed < Patience, $"after {Patience.TotalSeconds} s: {expression} gives {string.Join('\n', result)}");
            await Task.Delay(250);
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    private async Task<JsonElement[]> TryQuery(string expression)
    {
        Assert.False(_process.HasExited, "prometheus has ended");
        try
        {
            using HttpResponseMessage response = await _http.GetAsync($"/api/v1/query?query={Uri.EscapeDataString(expression)}");
            string text = await response.Content.ReadAsStringAsync();
            Assert.False(response.StatusCode == System.Net.HttpStatusCode.BadRequest, $"{expression}: {text}");
            return response.IsSuccessStatusCode
                ? [.. JsonDocument.Parse(text).RootElement.GetProperty("data").GetProperty("result").EnumerateArray()]
                : [];
        }
        catch (HttpRequestException)
        {
            return []; // it is still starting
        }
    }

    [GeneratedRegex(@"\[\d+[smhd]\]")]
    private static partial Regex Windows();

    [GeneratedRegex(@"for: \d+[smhd]")]
    private static partial Regex For();
}
