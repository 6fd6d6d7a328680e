namespace NfvRuntime.Ports;

/// <summary>A frame in a receive or transmit ring: <c>struct xdp_desc</c>.</summary>
internal struct XdpDescriptor
{
    public ulong Address;
    public uint Length;
    public uint Options;
}
