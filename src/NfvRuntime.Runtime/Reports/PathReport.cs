namespace NfvRuntime.Runtime;

/// <summary>How long packets of one path were under way, from the receive ring's sync that found them to the transmit ring's that handed them over.</summary>
/// <param name="Name">Name of the path, or its number.</param>
/// <param name="Latency">Null if nothing was measured: no burst reached a port, or sampling is off.</param>
public sealed record PathReport(string Name, LatencyReport? Latency);
