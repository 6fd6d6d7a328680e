using System.Globalization;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.WebConsole.Tests.Push;

/// <summary>Once a chain is at rest, what is pushed and what is scraped are the same figures under two spellings.</summary>
public sealed class SameFiguresTests
{
    /// <summary>Splits, drops, faults, copies to a file; ends by itself.</summary>
    private const string Chain =
        """
        chain: same
        ports:
          in: { open: "gen:", rate: 50k, count: 20k, flows: 10, protocol: udp, ports: 80-89 }
          out: { open: "pcap:out.pcap" }
        stages:
          bad: { kind: fault, every: 50 }
          fw: { kind: firewall, default: drop, rules: [ { allow: udp, ports: [80, 81, 82, 83, 84] } ] }
          audit: { kind: mirror, file: denied.pcap }
        paths:
          main: in -> bad -> fw -> out
          no: fw [denied] -> audit -> drop
        """;

    [Fact]
    public async Task What_is_pushed_equals_what_is_scraped()
    {
        using var collector = new Collector(answers: true);
        using var nfv = new RunningNfv(
            Chain,
            ["--for", "300s", "--listen", "127.0.0.1:0"],
            ("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Address),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
            ("OTEL_METRIC_EXPORT_INTERVAL", "500"));

        (Dictionary<string, double> scraped, PushedRequest pushed) = await AtRest(nfv, collector);

        var compared = new Dictionary<string, double>();
        foreach (PushedMetric metric in pushed.Metrics.Where(metric => metric.Name != "nfv.ring.batches"))
        {
            compared.Add(Series(Spelled(metric.Name, metric.Unit) + (metric.IsMonotonicSum ? "_total" : ""), metric.Labels), metric.Value);
        }

        foreach (IGrouping<string, PushedMetric> ring in pushed.Metrics.Where(metric => metric.Name == "nfv.ring.batches")
            .GroupBy(metric => Series("", metric.Labels.Where(label => label.Key != "size"))))
        {
            compared.Add("nfv_ring_batches_count" + ring.Key, ring.Sum(metric => metric.Value));
        }

        foreach (PushedHistogram histogram in pushed.Histograms)
        {
            Assert.False(histogram.HasExtremes);
            string name = Spelled(histogram.Name, histogram.Unit);
            compared.Add(Series(name + "_count", histogram.Labels), histogram.Count);
            compared.Add(Series(name + "_sum", histogram.Labels), histogram.Sum);
            ulong below = 0;
            for (int i = 0; i < histogram.Buckets.Length; i++)
            {
                below += histogram.Buckets[i];
                string bound = i == histogram.Bounds.Length ? "+Inf" : histogram.Bounds[i].ToString("0.##########", CultureInfo.InvariantCulture);
                compared.Add(Series(name + "_bucket", histogram.Labels.Append(new("le", bound))), below);
            }
        }

        Assert.Contains(pushed.Histograms, histogram => histogram is { Name: "nfv.path.latency", Count: > 0, Unit: "s" });
        string[] onlyHistograms = [.. scraped.Keys.Where(name => name.StartsWith("nfv_ring_batches_", StringComparison.Ordinal)
            && !name.StartsWith("nfv_ring_batches_count", StringComparison.Ordinal))];
        Assert.Equal(scraped.Keys.Except(onlyHistograms).Order(StringComparer.Ordinal), compared.Keys.Order(StringComparer.Ordinal));
        Assert.All(compared, pair => Assert.Equal(scraped[pair.Key], pair.Value, 1e-9 * Math.Abs(pair.Value)));
    }

    /// <summary>What was pushed between two scrapes that show the same, after the last packet.</summary>
    private static async Task<(Dictionary<string, double> Scraped, PushedRequest Pushed)> AtRest(RunningNfv nfv, Collector collector)
    {
        while (true)
        {
            string before = await nfv.Http.GetStringAsync(new Uri(await nfv.Address, "/metrics"));
            PushedRequest last;
            do
            {
                last = PushedRequest.Decode(collector.Next().Body);
            }
            while (collector.Received > 0);
            last = PushedRequest.Decode(collector.Next().Body); // made after the scrape
            string after = await nfv.Http.GetStringAsync(new Uri(await nfv.Address, "/metrics"));
            if (before == after && before.Contains("\nnfv_path_packets_total{chain=\"same\",path=\"main\"} 20000\n", StringComparison.Ordinal))
            {
                return (Read(after), last);
            }
        }
    }

    private static Dictionary<string, double> Read(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .ToDictionary(
            line => Series(line[..line.IndexOf('{')], LabelsOf(line)),
            line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));

    /// <summary>No label of this chain holds a quote or a comma.</summary>
    private static IEnumerable<KeyValuePair<string, string>> LabelsOf(string line) => line[(line.IndexOf('{') + 1)..line.LastIndexOf('}')]
        .Split(',')
        .Select(pair => KeyValuePair.Create(pair[..pair.IndexOf('=')], pair[(pair.IndexOf('=') + 1)..].Trim('"')));

    private static string Series(string name, IEnumerable<KeyValuePair<string, string>> labels) =>
        $"{name}{{{string.Join(',', labels.OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}={label.Value}"))}}}";

    private static string Spelled(string name, string unit) =>
        name.Replace('.', '_') + unit switch { "By" => "_bytes", "s" => "_seconds", _ => "" };
}
