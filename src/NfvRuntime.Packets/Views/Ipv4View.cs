namespace NfvRuntime.Packets;

/// <summary>
/// An IPv4 packet (RFC 791). Addresses are numbers in host order. Setters change the bytes only; the header checksum follows with
/// <see cref="InternetChecksum.Update(ushort, ushort, ushort)"/> or <see cref="UpdateChecksum"/>.
/// </summary>
public readonly ref struct Ipv4View
{
    /// <summary>Bytes of a header without options.</summary>
    public const int MinHeaderLength = 20;

    private readonly Span<byte> _packet;

    private Ipv4View(Span<byte> packet) => _packet = packet;

    /// <summary>Bytes of the header with its options: 20 to 60.</summary>
    public int HeaderLength => (_packet[0] & 15) * 4;

    /// <summary>Bytes of header and payload.</summary>
    public int TotalLength => _packet.Length;

    /// <summary>Differentiated services code point and congestion bits.</summary>
    public byte TrafficClass { get => _packet[1]; set => _packet[1] = value; }

    /// <summary>Identification, which all fragments of a packet share.</summary>
    public ushort Identification { get => Wire.U16(_packet[4..]); set => Wire.U16(_packet[4..], value); }

    /// <summary>The "do not fragment" flag.</summary>
    public bool DontFragment
    {
        get => (_packet[6] & 0x40) != 0;
        set => _packet[6] = (byte)((_packet[6] & 0xBF) | (value ? 0x40 : 0));
    }

    /// <summary>The "more fragments" flag.</summary>
    public bool MoreFragments => (_packet[6] & 0x20) != 0;

    /// <summary>Offset of this fragment's payload in that of the whole packet, in bytes.</summary>
    public int FragmentOffset => (Wire.U16(_packet[6..]) & 0x1FFF) * 8;

    /// <summary>True for every fragment, the first included.</summary>
    public bool IsFragment => (Wire.U16(_packet[6..]) & 0x3FFF) != 0;

    /// <summary>Time to live, in hops.</summary>
    public byte TimeToLive { get => _packet[8]; set => _packet[8] = value; }

    /// <summary>Protocol of the payload.</summary>
    public byte Protocol { get => _packet[9]; set => _packet[9] = value; }

    /// <summary>Header checksum.</summary>
    public ushort Checksum { get => Wire.U16(_packet[10..]); set => Wire.U16(_packet[10..], value); }

    /// <summary>Source address.</summary>
    public uint Source { get => Wire.U32(_packet[12..]); set => Wire.U32(_packet[12..], value); }

    /// <summary>Destination address.</summary>
    public uint Destination { get => Wire.U32(_packet[16..]); set => Wire.U32(_packet[16..], value); }

    /// <summary>The options, one by one.</summary>
    public OptionReader Options => new(_packet[MinHeaderLength..HeaderLength]);

    /// <summary>The payload without the frame's padding.</summary>
    public Span<byte> Payload => _packet[HeaderLength..];

    /// <summary>True when the header checksum is right.</summary>
    public bool IsChecksumValid => InternetChecksum.Compute(_packet[..HeaderLength]) == 0;

    /// <summary>The pseudo header's partial sum for an upper layer of <paramref name="length"/> bytes (for UDP, its length field).</summary>
    public ulong PseudoHeaderSum(int length) => PseudoHeader.Ipv4(Source, Destination, Protocol, length);

    /// <summary>Computes the header checksum anew.</summary>
    public void UpdateChecksum()
    {
        Checksum = 0;
        Checksum = InternetChecksum.Compute(_packet[..HeaderLength]);
    }

    /// <summary>
    /// Checks version, header length, total length (against header and <paramref name="packet"/>, which may be longer: padding) and
    /// fragment fields.
    /// </summary>
    public static bool TryParse(Span<byte> packet, out Ipv4View view, out PacketError error)
    {
        error = Check(packet);
        view = error == PacketError.None ? new Ipv4View(packet[..Wire.U16(packet[2..])]) : default;
        return error == PacketError.None;
    }

    private static PacketError Check(ReadOnlySpan<byte> packet)
    {
        if (packet.Length < MinHeaderLength)
        {
            return PacketError.Ipv4Truncated;
        }

        int header = (packet[0] & 15) * 4;
        int total = Wire.U16(packet[2..]);
        int fragment = Wire.U16(packet[6..]);
        return packet[0] >> 4 != 4 ? PacketError.Ipv4Version
            : header < MinHeaderLength ? PacketError.Ipv4HeaderLengthTooSmall
            : header > packet.Length ? PacketError.Ipv4HeaderLengthBeyondFrame
            : total < header ? PacketError.Ipv4TotalLengthTooSmall
            : total > packet.Length ? PacketError.Ipv4TotalLengthBeyondFrame
            : HeaderParser.FragmentError((fragment & 0x1FFF) * 8, total - header, header, (fragment & 0x2000) != 0);
    }
}
