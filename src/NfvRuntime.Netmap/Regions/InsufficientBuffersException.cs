namespace NfvRuntime.Netmap;

/// <summary>A region has fewer free buffers than were asked for. Nothing was taken.</summary>
/// <param name="asked">Buffers asked for.</param>
/// <param name="free">Buffers that were free.</param>
public sealed class InsufficientBuffersException(uint asked, uint free)
    : RegionException($"asked for {asked} buffers, but only {free} of the region are free: lay out the region with more buffers")
{
    /// <summary>Buffers asked for.</summary>
    public uint Asked { get; } = asked;

    /// <summary>Buffers that were free.</summary>
    public uint Free { get; } = free;
}
