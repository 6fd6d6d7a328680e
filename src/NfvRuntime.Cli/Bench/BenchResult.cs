using System.Text.Json.Serialization;

namespace NfvRuntime.Cli.Bench;

/// <summary>What <c>nfv bench --json</c> prints; docs/cli.md is its schema.</summary>
internal sealed record BenchResult
{
    public required string Bench { get; init; }

    public int? Stages { get; init; }

    public required double MedianMpps { get; init; }

    public required double MinMpps { get; init; }

    public required double MaxMpps { get; init; }

    public required double ReferenceMpps { get; init; }

    public required double Ratio { get; init; }

    public required double IqrPercent { get; init; }

    public required bool Inconclusive { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? InconclusiveBecause { get; init; }

    public required double AllocatedBytesPerPacket { get; init; }

    public long? Scrapes { get; init; }

    public long? ScrapeBytes { get; init; }

    public long? Pushes { get; init; }

    public long? PushBytes { get; init; }

    public double? EverySeconds { get; init; }

    public required int FrameBytes { get; init; }

    public required int Burst { get; init; }

    public required int Cpus { get; init; }

    public required int Runs { get; init; }

    public required string Cpu { get; init; }

    public required string Runtime { get; init; }
}
