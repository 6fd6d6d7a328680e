namespace NfvRuntime.Runtime;

/// <summary>What went over one edge.</summary>
/// <param name="Name">From and to.</param>
/// <param name="Path">Number of the path.</param>
/// <param name="Packets">Packets.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Bursts">Bursts.</param>
public sealed record EdgeReport(string Name, int Path, ulong Packets, ulong Bytes, ulong Bursts);
