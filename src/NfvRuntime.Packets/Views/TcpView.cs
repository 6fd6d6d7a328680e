namespace NfvRuntime.Packets;

/// <summary>A TCP segment (RFC 9293).</summary>
public readonly ref struct TcpView
{
    /// <summary>Bytes of a header without options.</summary>
    public const int MinHeaderLength = 20;

    private readonly Span<byte> _segment;

    private TcpView(Span<byte> segment) => _segment = segment;

    /// <summary>Source port.</summary>
    public ushort SourcePort { get => Wire.U16(_segment); set => Wire.U16(_segment, value); }

    /// <summary>Destination port.</summary>
    public ushort DestinationPort { get => Wire.U16(_segment[2..]); set => Wire.U16(_segment[2..], value); }

    /// <summary>Sequence number.</summary>
    public uint Sequence { get => Wire.U32(_segment[4..]); set => Wire.U32(_segment[4..], value); }

    /// <summary>Acknowledgement number.</summary>
    public uint Acknowledgement { get => Wire.U32(_segment[8..]); set => Wire.U32(_segment[8..], value); }

    /// <summary>Bytes of the header with its options: 20 to 60.</summary>
    public int HeaderLength => (_segment[12] >> 4) * 4;

    /// <summary>The control bits.</summary>
    public TcpFlags Flags { get => (TcpFlags)_segment[13]; set => _segment[13] = (byte)value; }

    /// <summary>Window, not scaled.</summary>
    public ushort Window { get => Wire.U16(_segment[14..]); set => Wire.U16(_segment[14..], value); }

    /// <summary>Checksum; over pseudo header and segment.</summary>
    public ushort Checksum { get => Wire.U16(_segment[16..]); set => Wire.U16(_segment[16..], value); }

    /// <summary>Urgent pointer.</summary>
    public ushort UrgentPointer { get => Wire.U16(_segment[18..]); set => Wire.U16(_segment[18..], value); }

    /// <summary>The options, one by one.</summary>
    public OptionReader Options => new(_segment[MinHeaderLength..HeaderLength]);

    /// <summary>What follows header and options.</summary>
    public Span<byte> Payload => _segment[HeaderLength..];

    /// <summary>True when the checksum is right after the pseudo header; only of use when the segment is not a fragment.</summary>
    public bool IsChecksumValid(ulong pseudoHeader) => InternetChecksum.Compute(_segment, pseudoHeader) == 0;

    /// <summary>Computes the checksum anew.</summary>
    public void UpdateChecksum(ulong pseudoHeader)
    {
        Checksum = 0;
        Checksum = InternetChecksum.Compute(_segment, pseudoHeader);
    }

    /// <summary>Checks length and data offset; <paramref name="segment"/> is the IP payload.</summary>
    public static bool TryParse(Span<byte> segment, out TcpView view, out PacketError error)
    {
        error = segment.Length < MinHeaderLength ? PacketError.TcpTruncated
            : segment[12] >> 4 < 5 ? PacketError.TcpDataOffsetTooSmall
            : (segment[12] >> 4) * 4 > segment.Length ? PacketError.TcpDataOffsetBeyondSegment
            : PacketError.None;
        view = error == PacketError.None ? new TcpView(segment) : default;
        return error == PacketError.None;
    }
}
