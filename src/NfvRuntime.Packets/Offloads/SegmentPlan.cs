namespace NfvRuntime.Packets;

/// <summary>How a large frame is cut: what <see cref="Segmenter"/> needs to know, checked.</summary>
/// <param name="Headers">Where the headers begin.</param>
/// <param name="HeaderLength">Bytes that stand in front of every segment's payload.</param>
/// <param name="SegmentSize">Payload bytes of each segment but the last.</param>
/// <param name="Payload">Payload bytes in all, at least 1.</param>
public readonly record struct SegmentPlan(HeaderOffsets Headers, int HeaderLength, int SegmentSize, int Payload)
{
    private const int FixedIpv6 = 40;

    /// <summary>Frames that it becomes.</summary>
    public int Segments => (Payload + SegmentSize - 1) / SegmentSize;

    /// <summary>Payload bytes of the last one.</summary>
    public int LastPayload => Payload - ((Segments - 1) * SegmentSize);

    /// <summary>Judges frame and header: TCP or UDP in one whole IP packet, without IPv6 extension headers, VLAN tags allowed.</summary>
    /// <param name="frame">The frame's first bytes, among them all headers. Nobody writes them meanwhile.</param>
    /// <param name="readable">How many of them may be read.</param>
    /// <param name="length">Bytes of the whole frame.</param>
    /// <param name="header">What its sender left to do.</param>
    /// <param name="plan">How to cut it.</param>
    /// <returns>False if they do not fit each other.</returns>
    public static unsafe bool TryMake(byte* frame, int readable, int length, in VirtioNetHeader header, out SegmentPlan plan)
    {
        var headers = HeaderParser.Parse(frame, readable, length);
        var (v4, protocol) = (header.GsoType & ~VirtioNetHeader.CongestionBit) switch
        {
            VirtioNetHeader.TcpV4 => (true, IpProtocol.Tcp),
            VirtioNetHeader.TcpV6 => (false, IpProtocol.Tcp),
            VirtioNetHeader.Udp => (headers.IsIpv4, IpProtocol.Udp),
            _ => (false, (byte)0),
        };
        var headerLength = headers.LayerFour + headers.LayerFourLength;
        plan = new SegmentPlan(headers, headerLength, header.SegmentSize, length - headerLength);
        return !headers.IsMalformed && !headers.IsFragment && headers.HasPorts && headers.Protocol == protocol
            && (v4 ? headers.IsIpv4 : headers.IsIpv6 && headers.LayerFour == headers.LayerThree + FixedIpv6)
            && header.SegmentSize > 0 && plan.Payload > 0;
    }
}
