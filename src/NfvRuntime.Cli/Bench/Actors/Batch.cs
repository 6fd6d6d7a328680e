namespace NfvRuntime.Cli.Bench.Actors;

/// <summary>What a batch of messages cost, measured by the actors themselves.</summary>
/// <param name="Nanoseconds">For each message.</param>
/// <param name="Bytes">For each message, by the measuring thread.</param>
internal sealed record Batch(double Nanoseconds, double Bytes);
