namespace NfvRuntime.WebConsole.Tests.Push;

/// <summary>An ExportMetricsServiceRequest, by the field numbers of opentelemetry-proto.</summary>
internal sealed record PushedRequest(
    IReadOnlyDictionary<string, string> Resource, IReadOnlyList<PushedMetric> Metrics, IReadOnlyList<PushedHistogram> Histograms)
{
    public static PushedRequest Decode(byte[] body)
    {
        ProtoMessage[] resources = [.. new ProtoMessage(body).Messages(1)];
        ProtoMessage[] metrics = [.. resources.SelectMany(r => r.Messages(2)).SelectMany(scope => scope.Messages(2))];
        return new PushedRequest(
            Attributes(resources.SelectMany(r => r.Messages(1)).SelectMany(r => r.Messages(1))),
            [.. metrics.SelectMany(PointsOf)],
            [.. metrics.SelectMany(HistogramsOf)]);
    }

    private static IEnumerable<PushedMetric> PointsOf(ProtoMessage metric)
    {
        const int gauge = 5, sum = 7, cumulative = 2;
        foreach (ProtoMessage data in metric.Messages(gauge).Concat(metric.Messages(sum)))
        {
            bool monotonic = metric.Has(sum) && data.Number(2) == cumulative && data.Number(3) == 1;
            foreach (ProtoMessage point in data.Messages(1))
            {
                double value = point.Has(4) ? BitConverter.UInt64BitsToDouble(point.Number(4)) : (long)point.Number(6);
                yield return new PushedMetric(metric.Text(1), metric.Text(3), monotonic, Attributes(point.Messages(7)), value);
            }
        }
    }

    private static IEnumerable<PushedHistogram> HistogramsOf(ProtoMessage metric)
    {
        const int histogram = 9, cumulative = 2;
        return metric.Messages(histogram).Where(data => data.Number(2) == cumulative).SelectMany(data => data.Messages(1)).Select(point =>
            new PushedHistogram(
                metric.Text(1),
                metric.Text(3),
                Attributes(point.Messages(9)),
                point.Number(4),
                BitConverter.UInt64BitsToDouble(point.Number(5)),
                point.Packed(6),
                [.. point.Packed(7).Select(BitConverter.UInt64BitsToDouble)],
                HasExtremes: point.Has(11) || point.Has(12)));
    }

    private static Dictionary<string, string> Attributes(IEnumerable<ProtoMessage> pairs) =>
        pairs.ToDictionary(pair => pair.Text(1), pair => pair.Messages(2).First().Text(1));
}
