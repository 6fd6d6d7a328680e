namespace NfvRuntime.Cli.Bench.Actors;

/// <summary>What <c>nfv bench actors --json</c> prints: medians of the runs. docs/cli.md is its schema.</summary>
internal sealed record ActorsResult
{
    public string Bench { get; } = "actors";

    /// <summary>A message from one actor to the next on one island.</summary>
    public required double SameIslandNs { get; init; }

    /// <summary>What the island's thread allocated for it.</summary>
    public required double SameIslandBytes { get; init; }

    /// <summary>A message of a flood from one island to another.</summary>
    public required double CrossIslandFloodNs { get; init; }

    /// <summary>One way of a message that goes to and fro between two islands that spin.</summary>
    public required double PingPongSpinNs { get; init; }

    /// <summary>One enqueue and dequeue on an array ring.</summary>
    public required double ReferenceNs { get; init; }

    /// <summary>Median of the runs' ratios of a same-island message to the reference.</summary>
    public required double Ratio { get; init; }

    public required int Runs { get; init; }

    public required int Cpus { get; init; }

    public required string Cpu { get; init; }

    public required string Runtime { get; init; }
}
