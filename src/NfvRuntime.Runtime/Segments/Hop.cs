using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>An edge of a segment and what is behind it: a stage or a transmit ring.</summary>
/// <param name="Edge">The edge.</param>
/// <param name="Stage">The stage behind it, or null.</param>
/// <param name="Ring">The transmit ring behind it, or null.</param>
public sealed record Hop(Edge Edge, StageNode? Stage, TxRingState? Ring);
