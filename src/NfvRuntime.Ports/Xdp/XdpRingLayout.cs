namespace NfvRuntime.Ports;

/// <summary>Where the parts of a ring lie in its mapping: <c>struct xdp_ring_offset</c>.</summary>
internal struct XdpRingLayout
{
    public ulong Producer;
    public ulong Consumer;
    public ulong Entries;
    public ulong Flags;
}
