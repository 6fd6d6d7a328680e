using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Runtime;

/// <summary>What a port kind needs to know to open a port of a chain.</summary>
/// <param name="Host">The chain's host.</param>
/// <param name="Use">Whether paths read the port, write it or both.</param>
/// <param name="Slots">Slots of a ring where the port leaves the choice.</param>
/// <param name="BaseDirectory">The folder to which relative file names refer.</param>
public sealed record PortOpening(NetmapHost Host, PortUse Use, int Slots, string BaseDirectory)
{
    /// <summary>Whether large packets and unfinished checksums that come in may be passed on as they are.</summary>
    public bool PassesOffloads { get; init; }

    /// <summary>Where the port's rings and buffers are to be; null for the host's own region.</summary>
    public Region? Region { get; init; }
}
