using NfvRuntime.Guests.Protocol;
using NfvRuntime.Netmap;

namespace NfvRuntime.Agent.Ports;

/// <summary>A mapped region, and how many ports lie in it.</summary>
/// <param name="reference">What the host calls it.</param>
/// <param name="region">The mapping.</param>
internal sealed class SharedRegion(RegionReference reference, Region region)
{
    public RegionReference Reference => reference;

    public Region Region => region;

    public int Ports { get; set; }
}
