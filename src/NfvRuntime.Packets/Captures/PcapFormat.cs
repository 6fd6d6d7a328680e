namespace NfvRuntime.Packets;

/// <summary>The classic format: a 24-byte file header, then records of 16 bytes and data.</summary>
internal sealed class PcapFormat : CaptureFormat
{
    private const int FileHeader = 24;
    private const int RecordHeader = 16;
    private readonly long _fraction;

    public PcapFormat(CaptureSource source, bool bigEndian, bool nanoseconds)
        : base(source, nanoseconds ? CaptureKind.PcapNanoseconds : CaptureKind.PcapMicroseconds)
    {
        BigEndian = bigEndian;
        _fraction = nanoseconds ? 1 : 1000;
        var header = source.Peek(FileHeader).Span;
        if (header.Length < FileHeader)
        {
            throw source.Fault($"the file ends after {header.Length} of {FileHeader} bytes of the pcap file header");
        }

        var major = U16(header[4..]);
        if (major != 2)
        {
            throw source.Fault($"pcap version {major}.{U16(header[6..])} is not supported (2.x is)");
        }

        // The upper half holds the length of a frame check sequence and reserved bits.
        LinkType = (LinkType)(ushort)U32(header[20..]);
        source.Take(FileHeader);
    }

    public override bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        var header = Source.Peek(RecordHeader).Span;
        if (header.Length == 0)
        {
            return false;
        }

        if (header.Length < RecordHeader)
        {
            throw Source.Fault($"the file ends after {header.Length} of {RecordHeader} bytes of the packet header");
        }

        long seconds = U32(header);
        long fraction = U32(header[4..]);
        var captured = U32(header[8..]);
        var original = U32(header[12..]);
        if (captured > CaptureReader.MaxPacketLength)
        {
            throw Incredible(captured);
        }

        var length = (int)captured;
        var record = Source.Peek(RecordHeader + length);
        if (record.Length < RecordHeader + length)
        {
            throw Source.Fault($"the file ends after {record.Length - RecordHeader} of {length} bytes of the packet");
        }

        var timestamp = (seconds * 1_000_000_000) + (fraction * _fraction);
        packet = new CapturedPacket(Source.Delivered + 1, timestamp, LinkType!.Value, 0, Original(original, length), record[RecordHeader..]);
        Source.Take(RecordHeader + length);
        return true;
    }
}
