namespace NfvRuntime.Cli.Bench.Live;

/// <summary>What <c>nfv bench live --json</c> prints; docs/cli.md is its schema.</summary>
internal sealed record LiveResult
{
    public required string Bench { get; init; }

    public required IReadOnlyList<LiveTarget> Results { get; init; }

    public required bool Inconclusive { get; init; }

    public string? InconclusiveBecause { get; init; }

    public required int Runs { get; init; }

    public required double Seconds { get; init; }

    public required int FrameBytes { get; init; }

    public required string Stage { get; init; }

    public required int Cpus { get; init; }

    public required string Cpu { get; init; }

    public required string Kernel { get; init; }

    public required string Runtime { get; init; }
}
