namespace NfvRuntime.Guests.Protocol;

/// <summary>What a host wants an agent to have and do.</summary>
/// <param name="Ports">Ports, by what would attach them.</param>
/// <param name="Segments">Segments, by what would build them.</param>
public sealed record DesiredState(IReadOnlyList<AttachRequest> Ports, IReadOnlyList<DesiredSegment> Segments);
