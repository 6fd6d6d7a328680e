namespace NfvRuntime.WebConsole.Tests.Push;

/// <summary>An ExportMetricsServiceRequest, by the field numbers of opentelemetry-proto.</summary>
internal sealed record PushedRequest(IReadOnlyDictionary<string, string> Resource, IReadOnlyList<PushedMetric> Metrics)
{
    public static PushedRequest Decode(byte[] body)
    {
        ProtoMessage[] resources = [.. new ProtoMessage(body).Messages(1)];
        return new PushedRequest(
            Attributes(resources.SelectMany(r => r.Messages(1)).SelectMany(r => r.Messages(1))),
            [.. resources.SelectMany(r => r.Messages(2)).SelectMany(scope => scope.Messages(2)).SelectMany(PointsOf)]);
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

    private static Dictionary<string, string> Attributes(IEnumerable<ProtoMessage> pairs) =>
        pairs.ToDictionary(pair => pair.Text(1), pair => pair.Messages(2).First().Text(1));
}
