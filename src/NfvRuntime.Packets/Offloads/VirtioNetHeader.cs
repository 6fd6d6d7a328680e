using System.Runtime.CompilerServices;

namespace NfvRuntime.Packets;

/// <summary>
/// What a virtio-net header says about the frame behind it (Virtio 1.2 section 5.1.6): what a network stack left for the device to do.
/// </summary>
/// <param name="Flags">Bit 0: the checksum is unfinished. Bit 1: it has been found right.</param>
/// <param name="GsoType">How the frame is to be cut; see the constants.</param>
/// <param name="SegmentSize">Payload bytes of each segment but the last.</param>
/// <param name="ChecksumStart">Offset in the frame of the first byte that is summed.</param>
/// <param name="ChecksumOffset">Where the checksum goes, from there on.</param>
public readonly record struct VirtioNetHeader(byte Flags, byte GsoType, ushort SegmentSize, ushort ChecksumStart, ushort ChecksumOffset)
{
    /// <summary>Bytes in front of a frame of a packet socket.</summary>
    public const int ShortLength = 10;

    /// <summary>The same with the number of buffers at the end, as in front of a TAP's frames.</summary>
    public const int LongLength = 12;

    private const int EthernetHeader = 14;

    /// <summary>Flag: the checksum is unfinished.</summary>
    public const byte NeedsChecksum = 1;

    /// <summary>Flag: the checksum has been found right.</summary>
    public const byte DataValid = 2;

    /// <summary>Not to be cut.</summary>
    public const byte None = 0;

    /// <summary>TCP over IPv4.</summary>
    public const byte TcpV4 = 1;

    /// <summary>One UDP datagram for several IP fragments.</summary>
    public const byte UdpFragments = 3;

    /// <summary>TCP over IPv6.</summary>
    public const byte TcpV6 = 4;

    /// <summary>UDP, several datagrams.</summary>
    public const byte Udp = 5;

    /// <summary>Beside a TCP type: explicit congestion notification is in use.</summary>
    public const byte CongestionBit = 0x80;

    /// <summary>How many bytes at the frame's front are headers, as far as the sender knows; a hint.</summary>
    public ushort HeaderLength { get; init; }

    /// <summary>Reads a header, of either length: fields in the byte order of the machine, as the kernel gives them.</summary>
    public static unsafe VirtioNetHeader Read(byte* at) => new(
        at[0], at[1], Unsafe.ReadUnaligned<ushort>(at + 4), Unsafe.ReadUnaligned<ushort>(at + 6), Unsafe.ReadUnaligned<ushort>(at + 8))
    {
        HeaderLength = Unsafe.ReadUnaligned<ushort>(at + 2),
    };

    /// <summary>Writes the longer header.</summary>
    /// <param name="at">Room for <see cref="LongLength"/> bytes.</param>
    public unsafe void Write(byte* at)
    {
        at[0] = (byte)(Flags & NeedsChecksum);
        at[1] = GsoType;
        Unsafe.WriteUnaligned(at + 2, HeaderLength);
        Unsafe.WriteUnaligned(at + 4, SegmentSize);
        Unsafe.WriteUnaligned(at + 6, ChecksumStart);
        Unsafe.WriteUnaligned(at + 8, ChecksumOffset);
        Unsafe.WriteUnaligned(at + 10, (ushort)0);
    }

    /// <summary>Whether the header can be true of a frame of that length.</summary>
    public bool Fits(int length) =>
        ((Flags & NeedsChecksum) == 0 || (ChecksumStart >= EthernetHeader && ChecksumStart + ChecksumOffset <= length - 2))
        && (GsoType & ~CongestionBit) switch
        {
            None => GsoType == None,
            TcpV4 or TcpV6 or Udp or UdpFragments => SegmentSize > 0 && length > EthernetHeader,
            _ => false,
        };

    /// <summary>Whether the frame may be taken as it is.</summary>
    public bool IsPlain => GsoType == None && (Flags & NeedsChecksum) == 0;

    /// <summary>Whether the frame stands for several.</summary>
    public bool IsSegmented => GsoType != None;

    /// <summary>The same header when bytes have been inserted into the frame in front of the network header.</summary>
    public VirtioNetHeader Shifted(int by) =>
        (Flags & NeedsChecksum) == 0
            ? this with { HeaderLength = (ushort)(HeaderLength + by) }
            : this with { HeaderLength = (ushort)(HeaderLength + by), ChecksumStart = (ushort)(ChecksumStart + by) };
}
