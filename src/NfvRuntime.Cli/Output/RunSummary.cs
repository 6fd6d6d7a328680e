using System.Text.Json;
using System.Text.Json.Serialization;
using NfvRuntime.Chains;
using NfvRuntime.Cli.Commands;
using NfvRuntime.Runtime;
using NfvRuntime.Sdk;

namespace NfvRuntime.Cli.Output;

/// <summary>What <c>nfv run --json</c> prints; docs/cli.md is its schema.</summary>
internal sealed record RunSummary
{
    /// <summary>How all documents of the program are written.</summary>
    public static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Chain { get; init; }

    public required string File { get; init; }

    public required RunEnding Ending { get; init; }

    public required double Seconds { get; init; }

    /// <summary>Conservation of packets and of buffers, both.</summary>
    public required bool Balances { get; init; }

    public required ulong Received { get; init; }

    public required ulong Created { get; init; }

    public required ulong Sent { get; init; }

    public required ulong Consumed { get; init; }

    public required IReadOnlyDictionary<string, ulong> Dropped { get; init; }

    public required ulong Held { get; init; }

    public required IReadOnlyList<PortReport> Ports { get; init; }

    public required IReadOnlyList<StageReport> Stages { get; init; }

    public required IReadOnlyList<EdgeReport> Edges { get; init; }

    public required IReadOnlyList<PathReport> Paths { get; init; }

    public required IReadOnlyList<RegionAuditResult> Regions { get; init; }

    /// <summary>What went wrong at ports. Known for certain once they are closed: a file's last write may fail.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>What there is to say about ports although nothing is wrong.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public static RunSummary Of(ChainRuntime runtime, ChainPlan plan, RunEnding ending, TimeSpan elapsed)
    {
        SegmentReport report = runtime.Segment.Report();
        IReadOnlyList<RegionAuditResult> regions = runtime.Segment.Audit();
        return new RunSummary
        {
            Chain = report.Chain,
            File = plan.File,
            Ending = ending,
            Seconds = Math.Round(elapsed.TotalSeconds, 6),
            Balances = report.Balances && regions.All(region => region.Holds),
            Received = report.Received,
            Created = report.Created,
            Sent = report.Sent,
            Consumed = report.Consumed,
            Dropped = report.Dropped,
            Held = report.Held,
            Ports = report.Ports,
            Stages = [.. report.Stages.Zip(runtime.Segment.Stages, (stage, node) => stage.WithCounts(node))],
            Edges = report.Edges,
            Paths = report.Paths,
            Regions = regions,
        };
    }

    /// <summary>Adds what the ports have to say, after they have been closed.</summary>
    public RunSummary WithPortsClosed(ChainRuntime runtime) => this with
    {
        Ports = [.. Ports.Select(report => report.WithLost(runtime.Segment.Ports.First(port => port.Name == report.Name).Port))],
        Errors =
        [
            .. runtime.Segment.Ports.Where(port => port.Port.Problem is not null).Select(port => $"port '{port.Name}': {port.Port.Problem}"),
            .. OutOfService(runtime),
        ],
        Remarks = [.. runtime.Segment.Ports.SelectMany(port => port.Port.Remarks.Select(remark => $"port '{port.Name}': {remark}"))],
    };

    private static IEnumerable<string> OutOfService(ChainRuntime runtime)
    {
        if (runtime.Drained is { IsFaulted: true, Exception: { } fault })
        {
            yield return fault.GetBaseException().Message;
        }

        if (runtime.Failure.IsCompleted)
        {
            yield return runtime.Failure.Result;
            yield break;
        }

        foreach (StageNode stage in runtime.Segment.Stages.Where(stage => stage.Context.Status.IsOut))
        {
            yield return $"stage '{stage.Name}' was out of service at the end: {stage.Context.Status.Why}";
        }

        foreach (PortNode port in runtime.Segment.Ports)
        {
            foreach (ServiceStatus status in port.Receive.Select(ring => ring.Status).Concat(port.Transmit.Select(ring => ring.Status)).Where(s => s.IsOut))
            {
                yield return $"port '{port.Name}' was out of service at the end: {status.Why}";
            }
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}
