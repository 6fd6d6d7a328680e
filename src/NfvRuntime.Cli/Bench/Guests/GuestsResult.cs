namespace NfvRuntime.Cli.Bench.Guests;

/// <summary>What <c>nfv bench guests --json</c> prints; docs/cli.md is its schema.</summary>
internal sealed record GuestsResult
{
    public required string Bench { get; init; }

    public required int Chain { get; init; }

    public required string Link { get; init; }

    public required string Kind { get; init; }

    public required double MedianMpps { get; init; }

    public required double MinMpps { get; init; }

    public required double MaxMpps { get; init; }

    /// <summary>What it is compared to: the same kind of link between two islands of one process.</summary>
    public required string Reference { get; init; }

    public required double ReferenceMpps { get; init; }

    public required double Ratio { get; init; }

    public required double IqrPercent { get; init; }

    public required double KicksPerPacket { get; init; }

    public required double CpuNsPerPacketHop { get; init; }

    public required int Hops { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("latency_at_10_percent")]
    public required GuestLatency LatencyAtTenth { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("latency_at_90_percent")]
    public required GuestLatency LatencyAtNineTenths { get; init; }

    public required double IdleCpu { get; init; }

    public required double WakeRoundTripNs { get; init; }

    public required double BareRoundTripNs { get; init; }

    public required double WakeRatio { get; init; }

    public required bool Inconclusive { get; init; }

    public string? InconclusiveBecause { get; init; }

    public required int Islands { get; init; }

    public required int FrameBytes { get; init; }

    public required int Burst { get; init; }

    public required int Slots { get; init; }

    public required int Cpus { get; init; }

    public required int Runs { get; init; }

    public required string Cpu { get; init; }

    public required string Runtime { get; init; }
}
