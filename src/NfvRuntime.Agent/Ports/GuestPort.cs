using NfvRuntime.Host;

namespace NfvRuntime.Agent.Ports;

/// <summary>A port that the host gave.</summary>
/// <param name="Name">Its name in documents.</param>
/// <param name="Memory">The region it lies in.</param>
/// <param name="Port">Its driver.</param>
/// <param name="Record">Its configuration record, as it came.</param>
/// <param name="Descriptors">What came beside it, without the region's; they are the driver's.</param>
internal sealed record GuestPort(
    string Name, SharedRegion Memory, PtnetPort Port, ReadOnlyMemory<byte> Record, IReadOnlyList<PtnetDescriptor> Descriptors)
{
    /// <summary>The segment that uses it; null while none does.</summary>
    public string? User { get; set; }
}
