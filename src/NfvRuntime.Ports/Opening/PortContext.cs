using NfvRuntime.Host;

namespace NfvRuntime.Ports;

/// <summary>Where a port is opened.</summary>
/// <param name="Host">The host that takes it in.</param>
/// <param name="Name">Name of the port in the host and in counters; unique in the host. A netmap name stands for itself instead.</param>
/// <param name="BaseDirectory">Relative file names begin here: the folder of the chain file.</param>
/// <param name="Options">Rings, slots, headroom and region. What the port's own options say goes before.</param>
public sealed record PortContext(NetmapHost Host, string Name, string BaseDirectory, PortOptions Options)
{
    /// <summary>
    /// Whether all that the port's packets can come to handles large ones and unfinished checksums, which are then passed on with their
    /// virtio-net headers.
    /// </summary>
    public bool PassesOffloads { get; init; }
}
