using System.Text.Json;
using System.Text.Json.Serialization;
using NfvRuntime.Chains;
using NfvRuntime.Cli.Commands;
using NfvRuntime.Host;
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

    /// <summary>The guests, where the chain has any.</summary>
    public IReadOnlyList<GuestReport>? Guests { get; init; }

    /// <summary>What joins the parts of the chain, where it has guests.</summary>
    public IReadOnlyList<LinkReport>? Links { get; init; }

    /// <summary>Packets that the deaths of guests took; inexact by a burst for each.</summary>
    public long? Lost { get; init; }

    /// <summary>What went wrong at ports. Known for certain once they are closed: a file's last write may fail.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>What there is to say about ports although nothing is wrong.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    public static RunSummary Of(ChainRuntime runtime, ChainPlan plan, RunEnding ending, TimeSpan elapsed)
    {
        ChainReport whole = runtime.Report();
        SegmentReport report = whole.Books;
        IReadOnlyList<RegionAuditResult> regions = [.. runtime.Segment.Audit(), .. runtime.AuditGuests()];
        bool hasGuests = whole.Guests.Count > 0;
        return new RunSummary
        {
            Chain = report.Chain,
            File = plan.File,
            Ending = ending,
            Seconds = Math.Round(elapsed.TotalSeconds, 6),
            Balances = (hasGuests ? whole.Balances : report.Balances) && regions.All(region => region.Holds),
            Received = report.Received,
            Created = report.Created,
            Sent = report.Sent,
            Consumed = report.Consumed,
            Dropped = whole.Dropped,
            Held = report.Held,
            Ports = report.Ports,
            Stages =
            [
                .. report.Stages.Select(stage => runtime.Segment.Stages.FirstOrDefault(node => node.Name == stage.Name) is { } node ? stage.WithCounts(node) : stage),
            ],
            Edges = report.Edges,
            Paths = report.Paths,
            Regions = regions,
            Guests = hasGuests ? whole.Guests : null,
            Links = hasGuests ? whole.Links : null,
            Lost = hasGuests ? whole.Missing : null,
        };
    }

    /// <summary>Adds what the ports have to say, after they have been closed.</summary>
    public RunSummary WithPortsClosed(ChainRuntime runtime)
    {
        (string Name, IRingPort Port)[] ports =
        [
            .. runtime.Segment.Ports.Select(port => (port.Name, port.Port)),
            .. runtime.HandedOver.Select(port => (port.Label, (IRingPort)port)),
        ];
        return this with
        {
            Ports = [.. Ports.Select(report => ports.FirstOrDefault(port => port.Name == report.Name).Port is { } own ? report.WithLost(own) : report)],
            Errors =
            [
                .. ports.Where(port => port.Port.Problem is not null).Select(port => $"port '{port.Name}': {port.Port.Problem}"),
                .. OutOfService(runtime),
            ],
            Remarks = [.. ports.SelectMany(port => port.Port.Remarks.Select(remark => $"port '{port.Name}': {remark}"))],
        };
    }

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
