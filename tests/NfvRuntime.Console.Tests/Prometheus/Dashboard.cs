using System.Text.Json;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.WebConsole.Tests.Prometheus;

/// <summary>The dashboard as a file: what its panels ask, with Grafana's variables filled in.</summary>
internal static class Dashboard
{
    public static string[] Expressions()
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("observability", "grafana", "nfv-chain.json")));
        return
        [
            .. document.RootElement.GetProperty("panels").EnumerateArray()
                .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
                .Select(target => target.GetProperty("expr").GetString()!
                    .Replace("$chain", ".+", StringComparison.Ordinal)
                    .Replace("$__rate_interval", PrometheusServer.Window, StringComparison.Ordinal)),
        ];
    }
}
