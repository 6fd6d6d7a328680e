namespace NfvRuntime.Packets;

/// <summary>A UDP datagram (RFC 768).</summary>
public readonly ref struct UdpView
{
    /// <summary>Bytes of the header.</summary>
    public const int HeaderLength = 8;

    private readonly Span<byte> _datagram;

    private UdpView(Span<byte> datagram) => _datagram = datagram;

    /// <summary>Source port.</summary>
    public ushort SourcePort { get => Wire.U16(_datagram); set => Wire.U16(_datagram, value); }

    /// <summary>Destination port.</summary>
    public ushort DestinationPort { get => Wire.U16(_datagram[2..]); set => Wire.U16(_datagram[2..], value); }

    /// <summary>The length field: header and payload; of a first fragment, those of the whole datagram.</summary>
    public ushort Length => Wire.U16(_datagram[4..]);

    /// <summary>Checksum; 0 says that there is none (allowed over IPv4 only).</summary>
    public ushort Checksum { get => Wire.U16(_datagram[6..]); set => Wire.U16(_datagram[6..], value); }

    /// <summary>What follows the header, as much as the length field says; of a first fragment, as much as is there.</summary>
    public Span<byte> Payload => _datagram[HeaderLength..];

    /// <summary>
    /// True when there is no checksum or it is right after the pseudo header; only of use when the datagram is not a fragment.
    /// </summary>
    public bool IsChecksumValid(ulong pseudoHeader) => Checksum == 0 || InternetChecksum.Compute(_datagram, pseudoHeader) == 0;

    /// <summary>Computes the checksum anew. A computed 0 is sent as 0xFFFF, because 0 says "none".</summary>
    public void UpdateChecksum(ulong pseudoHeader)
    {
        Checksum = 0;
        var checksum = InternetChecksum.Compute(_datagram, pseudoHeader);
        Checksum = checksum == 0 ? (ushort)0xFFFF : checksum;
    }

    /// <summary>
    /// Checks length and length field. <paramref name="datagram"/> is the IP payload; when it is the <paramref name="firstFragment"/> of a
    /// packet, the length field may reach beyond it.
    /// </summary>
    public static bool TryParse(Span<byte> datagram, out UdpView view, out PacketError error, bool firstFragment = false)
    {
        error = datagram.Length < HeaderLength ? PacketError.UdpTruncated
            : Wire.U16(datagram[4..]) < HeaderLength ? PacketError.UdpLengthTooSmall
            : Wire.U16(datagram[4..]) > datagram.Length && !firstFragment ? PacketError.UdpLengthBeyondPacket
            : PacketError.None;
        view = error == PacketError.None ? new UdpView(datagram[..Math.Min(datagram.Length, Wire.U16(datagram[4..]))]) : default;
        return error == PacketError.None;
    }
}
