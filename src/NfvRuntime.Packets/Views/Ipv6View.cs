namespace NfvRuntime.Packets;

/// <summary>An IPv6 packet (RFC 8200). Addresses are numbers in host order.</summary>
public readonly ref struct Ipv6View
{
    /// <summary>Bytes of the fixed header.</summary>
    public const int HeaderLength = 40;

    private readonly Span<byte> _packet;

    private Ipv6View(Span<byte> packet) => _packet = packet;

    /// <summary>Traffic class.</summary>
    public byte TrafficClass
    {
        get => (byte)(Wire.U16(_packet) >> 4);
        set => Wire.U16(_packet, (ushort)((Wire.U16(_packet) & 0xF00F) | (value << 4)));
    }

    /// <summary>Flow label, 20 bits.</summary>
    public uint FlowLabel
    {
        get => Wire.U32(_packet) & 0xFFFFF;
        set => Wire.U32(_packet, (Wire.U32(_packet) & 0xFFF00000) | (value & 0xFFFFF));
    }

    /// <summary>Bytes of extension headers and upper layer.</summary>
    public int PayloadLength => _packet.Length - HeaderLength;

    /// <summary>Type of what follows: an extension header or the upper layer.</summary>
    public byte NextHeader { get => _packet[6]; set => _packet[6] = value; }

    /// <summary>Hop limit.</summary>
    public byte HopLimit { get => _packet[7]; set => _packet[7] = value; }

    /// <summary>Source address.</summary>
    public UInt128 Source { get => Wire.U128(_packet[8..]); set => Wire.U128(_packet[8..], value); }

    /// <summary>Destination address.</summary>
    public UInt128 Destination { get => Wire.U128(_packet[24..]); set => Wire.U128(_packet[24..], value); }

    /// <summary>The extension headers, one by one.</summary>
    public Ipv6ExtensionWalker Extensions => new(Payload, NextHeader);

    /// <summary>All that follows the fixed header, without the frame's padding.</summary>
    public Span<byte> Payload => _packet[HeaderLength..];

    /// <summary>The pseudo header's partial sum for an upper layer of <paramref name="length"/> bytes (for UDP, its length field).</summary>
    public ulong PseudoHeaderSum(byte protocol, int length) => PseudoHeader.Ipv6(Source, Destination, protocol, length);

    /// <summary>
    /// Walks the extension headers to the upper layer: its protocol and bytes. For a later fragment the bytes are the fragment's. False when
    /// the chain is malformed.
    /// </summary>
    public bool TryGetUpperLayer(out byte protocol, out Span<byte> payload, out PacketError error)
    {
        var walker = Extensions;
        while (walker.MoveNext())
        {
        }

        error = walker.Error;
        protocol = walker.NextHeader;
        payload = error == PacketError.None ? Payload[walker.Offset..] : default;
        return error == PacketError.None;
    }

    /// <summary>
    /// Checks version and payload length against <paramref name="packet"/>, which may be longer (padding). Not the extension headers.
    /// </summary>
    public static bool TryParse(Span<byte> packet, out Ipv6View view, out PacketError error)
    {
        error = packet.Length < HeaderLength ? PacketError.Ipv6Truncated
            : packet[0] >> 4 != 6 ? PacketError.Ipv6Version
            : Wire.U16(packet[4..]) > packet.Length - HeaderLength ? PacketError.Ipv6PayloadLengthBeyondFrame
            : Wire.U16(packet[4..]) == 0 && packet[6] == IpProtocol.HopByHop ? PacketError.Ipv6Jumbogram
            : PacketError.None;
        view = error == PacketError.None ? new Ipv6View(packet[..(HeaderLength + Wire.U16(packet[4..]))]) : default;
        return error == PacketError.None;
    }
}
