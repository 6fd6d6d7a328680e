namespace NfvRuntime.Cli.Bench.Live;

/// <summary>A program that the measurement needs has failed; the message says which and how.</summary>
internal sealed class LiveBenchException(string message) : Exception(message);
