using NfvRuntime.Host;

namespace NfvRuntime.Runtime;

/// <summary>One port of a segment, with the rings that the segment drives.</summary>
/// <param name="Name">The port's name in the chain file.</param>
/// <param name="Open">The port name it was opened with.</param>
/// <param name="Port">The port.</param>
/// <param name="Receive">Its receive rings, if a path starts at it.</param>
/// <param name="Transmit">Its transmit rings, if a path ends at it.</param>
public sealed record PortNode(
    string Name, string Open, IRingPort Port, IReadOnlyList<RxRingState> Receive, IReadOnlyList<TxRingState> Transmit);
