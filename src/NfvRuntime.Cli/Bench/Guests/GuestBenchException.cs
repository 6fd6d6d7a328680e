namespace NfvRuntime.Cli.Bench.Guests;

/// <summary>A chain with guests could not be measured; the message says why.</summary>
internal sealed class GuestBenchException(string message) : Exception(message);
