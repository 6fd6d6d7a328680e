namespace NfvRuntime.Packets;

/// <summary>
/// Walks an IPv6 packet's extension headers (RFC 8200 section 4): call <see cref="MoveNext"/> until it gives false; then either
/// <see cref="Error"/> is set or <see cref="NextHeader"/> and <see cref="Offset"/> name the upper layer. The walk ends at a fragment header
/// that is not the first one's, at ESP and at "no next header".
/// </summary>
public ref struct Ipv6ExtensionWalker
{
    /// <summary>How many extension headers are followed; a longer chain is an error.</summary>
    public const int MaxHeaders = 16;

    private readonly ReadOnlySpan<byte> _payload;
    private readonly int _payloadLength;
    private int _count;

    /// <summary>Begins at the byte behind the IPv6 header, whose next-header field is <paramref name="nextHeader"/>.</summary>
    public Ipv6ExtensionWalker(ReadOnlySpan<byte> payload, byte nextHeader)
        : this(payload, nextHeader, payload.Length)
    {
    }

    /// <summary>The payload may lie in several pieces, of which the walker sees the first.</summary>
    internal Ipv6ExtensionWalker(ReadOnlySpan<byte> firstPiece, byte nextHeader, int payloadLength)
    {
        _payload = firstPiece;
        _payloadLength = payloadLength;
        NextHeader = nextHeader;
    }

    /// <summary>Type of what stands at <see cref="Offset"/>; at the end of the walk, the upper protocol.</summary>
    public byte NextHeader { get; private set; }

    /// <summary>Offset of <see cref="NextHeader"/>'s first byte from the start of the IPv6 payload.</summary>
    public int Offset { get; private set; }

    /// <summary>Type of the current extension header.</summary>
    public byte CurrentType { get; private set; }

    /// <summary>The current extension header, its first two bytes included.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Why the walk ended early.</summary>
    public PacketError Error { get; private set; }

    /// <summary>True after a fragment header, except for an atomic fragment (RFC 6946), which is a whole packet.</summary>
    public bool IsFragment { get; private set; }

    /// <summary>The fragment's offset in bytes.</summary>
    public int FragmentOffset { get; private set; }

    /// <summary>True when later fragments follow.</summary>
    public bool MoreFragments { get; private set; }

    /// <summary>The fragment header's identification.</summary>
    public uint Identification { get; private set; }

    /// <summary>Goes to the next extension header; false at the upper layer or at an error.</summary>
    public bool MoveNext()
    {
        if (Error != PacketError.None || FragmentOffset != 0 || !IsExtension(NextHeader))
        {
            return false;
        }

        var rest = _payload[Offset..];
        var length = rest.Length < 8 ? 8 : HeaderLength(NextHeader, rest[1]);
        Error = _count == MaxHeaders ? PacketError.Ipv6TooManyExtensions
            : NextHeader == IpProtocol.HopByHop && _count > 0 ? PacketError.Ipv6HopByHopNotFirst
            : length > rest.Length ? PacketError.Ipv6ExtensionTruncated
            : PacketError.None;
        if (Error != PacketError.None)
        {
            return false;
        }

        _count++;
        Current = rest[..length];
        CurrentType = NextHeader;
        NextHeader = rest[0];
        Offset += length;
        if (CurrentType == IpProtocol.Fragment)
        {
            ReadFragment();
        }

        return Error == PacketError.None;
    }

    private void ReadFragment()
    {
        var field = Wire.U16(Current[2..]);
        FragmentOffset = field & 0xFFF8;
        MoreFragments = (field & 1) != 0;
        Identification = Wire.U32(Current[4..]);
        IsFragment = FragmentOffset != 0 || MoreFragments;
        Error = HeaderParser.FragmentError(FragmentOffset, _payloadLength - Offset, 0, MoreFragments);
    }

    private static bool IsExtension(byte header) => header is IpProtocol.HopByHop or IpProtocol.Routing or IpProtocol.Fragment
        or IpProtocol.Authentication or IpProtocol.DestinationOptions or IpProtocol.Mobility or IpProtocol.Hip or IpProtocol.Shim6;

    private static int HeaderLength(byte header, byte field) => header switch
    {
        IpProtocol.Fragment => 8,
        IpProtocol.Authentication => Math.Max(8, (field + 2) * 4),
        _ => (field + 1) * 8,
    };
}
