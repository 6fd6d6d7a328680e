using System.Text.Json;
using System.Text.RegularExpressions;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.WebConsole.Tests.Prometheus;

/// <summary>The dashboard as a file: what its panels ask, with Grafana's variables filled in.</summary>
internal static partial class Dashboard
{
    /// <summary>One question of a panel.</summary>
    /// <param name="Panel">The panel's title.</param>
    /// <param name="Expression">What Prometheus is asked.</param>
    /// <param name="Labels">The labels that the legend names: every answer has to carry them.</param>
    public sealed record Question(string Panel, string Expression, string[] Labels);

    public static JsonElement Read() =>
        JsonDocument.Parse(File.ReadAllText(Repository.PathOf("observability", "grafana", "nfv-chain.json"))).RootElement;

    public static Question[] Questions() =>
    [
        .. Read().GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray().Select(target => new Question(
            panel.GetProperty("title").GetString()!,
            target.GetProperty("expr").GetString()!
                .Replace("$chain", ".+", StringComparison.Ordinal)
                .Replace("$__rate_interval", PrometheusServer.Window, StringComparison.Ordinal),
            [.. LegendLabels().Matches(target.GetProperty("legendFormat").GetString()!).Select(match => match.Groups[1].Value)]))),
    ];

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex LegendLabels();
}
