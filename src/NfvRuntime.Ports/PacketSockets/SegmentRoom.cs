using NfvRuntime.Packets;

namespace NfvRuntime.Ports;

/// <summary>
/// Whether the segments of a large packet fit the interface that is to send them: the kernel cuts by the segment size alone, whatever the MTU is.
/// </summary>
internal sealed unsafe class SegmentRoom(InterfaceWatch watch)
{
    private const long LookMilliseconds = 100;
    private const int EthernetHeader = 14;
    private const int TypeOffset = 12;
    private const int VlanTag = 4;
    private const int TcpFixed = 20;
    private const int TcpDataOffset = 12;
    private const int UdpHeader = 8;

    private long _looked = long.MinValue / 2;
    private int _mtu;

    /// <summary>Judges a packet with a virtio-net header. An MTU that changes is seen a tenth of a second later.</summary>
    public bool Fits(PacketGather packet)
    {
        var header = VirtioNetHeader.Read(packet.Header);
        if (!header.IsSegmented || header.GsoType == VirtioNetHeader.UdpFragments)
        {
            return true; // not cut, or cut to the MTU
        }

        var now = Environment.TickCount64;
        if (now - _looked >= LookMilliseconds)
        {
            _looked = now;
            _mtu = watch.Mtu;
        }

        var frame = packet[0];
        var tag = frame.Length >= EthernetHeader && frame[TypeOffset] == 0x81 && frame[TypeOffset + 1] == 0 ? VlanTag : 0;
        return HeadersOf(frame, header) + header.SegmentSize <= _mtu + EthernetHeader + tag;
    }

    /// <summary>Bytes in front of each segment's payload.</summary>
    private static int HeadersOf(ReadOnlySpan<byte> frame, in VirtioNetHeader header)
    {
        if ((header.Flags & VirtioNetHeader.NeedsChecksum) == 0 || header.ChecksumStart > frame.Length - TcpFixed)
        {
            return header.HeaderLength;
        }

        return header.ChecksumStart + (header.GsoType == VirtioNetHeader.Udp ? UdpHeader : frame[header.ChecksumStart + TcpDataOffset] >> 4 << 2);
    }
}
