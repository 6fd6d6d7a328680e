using System.Runtime.InteropServices;

namespace NfvRuntime.Packets;

/// <summary>
/// Where a frame's headers begin: what every stage of a chain needs and one pass finds (<see cref="HeaderParser"/>).
/// Eight bytes, blittable. The default value says "not parsed".
/// </summary>
[StructLayout(LayoutKind.Explicit, Size = 8)]
public readonly struct HeaderOffsets : IEquatable<HeaderOffsets>
{
    [FieldOffset(0)] private readonly ulong _bits;
    [FieldOffset(0)] private readonly HeaderFlags _flags;
    [FieldOffset(1)] private readonly byte _layerTwo;
    [FieldOffset(2)] private readonly byte _layerThree;
    [FieldOffset(3)] private readonly byte _protocol;
    [FieldOffset(4)] private readonly ushort _layerFour;
    [FieldOffset(6)] private readonly byte _layerFourLength;
    [FieldOffset(7)] private readonly PacketError _error;

    /// <summary>A value from its image, as <see cref="Bits"/> gives it.</summary>
    public HeaderOffsets(ulong bits) => _bits = bits;


    /// <summary>The eight bytes as one number.</summary>
    public ulong Bits => _bits;

    /// <summary>All flags.</summary>
    public HeaderFlags Flags => _flags;

    /// <summary>Ethernet II or 802.3.</summary>
    public LayerTwoKind Kind => (LayerTwoKind)(_layerTwo >> 4);

    /// <summary>How many VLAN tags stand before the network header.</summary>
    public int VlanTags => _layerTwo & 15;

    /// <summary>
    /// Offset of the network header from the frame's first byte; 0 when not even the Ethernet header is whole.
    /// The EtherType stands in the two bytes before it.
    /// </summary>
    public int LayerThree => _layerThree;

    /// <summary>IP protocol, for IPv6 the one behind all extension headers; 0 for other than IP.</summary>
    public byte Protocol => _protocol;

    /// <summary>
    /// Offset of the transport header (of the payload, for protocols that are not looked into and for later fragments); 0 when there is none.
    /// Bytes may be read there only as far as <see cref="LayerFourLength"/> says.
    /// </summary>
    public int LayerFour => _layerFour;

    /// <summary>
    /// Length of the transport header, TCP options included; 0 for protocols that are not looked into and for cut or faulty headers.
    /// </summary>
    public int LayerFourLength => _layerFourLength;

    /// <summary>Why the frame is malformed; <see cref="PacketError.None"/> when it is not.</summary>
    public PacketError Error => _error;

    /// <summary>True for ARP (IPv4 over Ethernet).</summary>
    public bool IsArp => (_flags & HeaderFlags.Arp) != 0;

    /// <summary>True when the parser has looked at the frame.</summary>
    public bool IsParsed => (_flags & HeaderFlags.Parsed) != 0;

    /// <summary>True for an IPv4 packet.</summary>
    public bool IsIpv4 => (_flags & HeaderFlags.Ipv4) != 0;

    /// <summary>True for an IPv6 packet.</summary>
    public bool IsIpv6 => (_flags & HeaderFlags.Ipv6) != 0;

    /// <summary>True for any fragment.</summary>
    public bool IsFragment => (_flags & HeaderFlags.Fragment) != 0;

    /// <summary>True for a fragment without the transport header.</summary>
    public bool IsNonFirstFragment => (_flags & HeaderFlags.NonFirstFragment) != 0;

    /// <summary>True when something is wrong with the frame.</summary>
    public bool IsMalformed => (_flags & HeaderFlags.Malformed) != 0;

    /// <summary>True when ports stand at <see cref="LayerFour"/>.</summary>
    public bool HasPorts => (_flags & HeaderFlags.Ports) != 0;

    /// <inheritdoc/>
    public bool Equals(HeaderOffsets other) => _bits == other._bits;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is HeaderOffsets other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bits.GetHashCode();

    /// <summary>For humans.</summary>
    public override string ToString() =>
        $"{_flags} {Kind} vlans={VlanTags} l3={LayerThree} protocol={Protocol} l4={LayerFour}+{LayerFourLength} {Error}";

    /// <summary>Equality of all eight bytes.</summary>
    public static bool operator ==(HeaderOffsets left, HeaderOffsets right) => left._bits == right._bits;

    /// <summary>Inequality.</summary>
    public static bool operator !=(HeaderOffsets left, HeaderOffsets right) => left._bits != right._bits;
}
