namespace NfvRuntime.Packets;

/// <summary>
/// pcapng: sections of blocks, each { type, length, body, length again }, in the byte order that its section header states. Blocks that hold no
/// packet and no interface are skipped.
/// </summary>
internal sealed class PcapngFormat : CaptureFormat
{
    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint InterfaceDescription = 1;
    private const uint ObsoletePacket = 2;
    private const uint SimplePacket = 3;
    private const uint EnhancedPacket = 6;
    private const uint MaxBlockLength = 16 << 20;
    private const int Frame = 12;

    private readonly List<PcapngInterface> _interfaces = [];
    private long _lastTimestamp;

    public PcapngFormat(CaptureSource source)
        : base(source, CaptureKind.Pcapng) => ReadSectionHeader();

    public override bool TryRead(out CapturedPacket packet)
    {
        packet = default;
        while (true)
        {
            var start = Source.Peek(8).Span;
            if (start.Length == 0)
            {
                return false;
            }

            if (start.Length < 8)
            {
                throw Source.Fault($"the file ends after {start.Length} of 8 bytes of a block header");
            }

            var type = U32(start);
            switch (type)
            {
                case SectionHeader:
                    ReadSectionHeader();
                    break;
                case InterfaceDescription:
                    ReadInterface(Block(20, U32(start[4..]), "interface description").Span);
                    break;
                case EnhancedPacket:
                    packet = ReadEnhanced(Block(32, U32(start[4..]), "enhanced packet"));
                    return true;
                case SimplePacket:
                    packet = ReadSimple(Block(16, U32(start[4..]), "simple packet"));
                    return true;
                case ObsoletePacket:
                    packet = ReadObsolete(Block(32, U32(start[4..]), "packet"));
                    return true;
                default:
                    SkipBlock(U32(start[4..]), type);
                    break;
            }
        }
    }

    private void ReadSectionHeader()
    {
        var start = Source.Peek(12).Span;
        if (start.Length < 12)
        {
            throw Source.Fault($"the file ends after {start.Length} of 28 bytes of a pcapng section header");
        }

        BigEndian = start[8] == 0x1A;
        if (U32(start[8..]) != 0x1A2B3C4D)
        {
            var mark = Convert.ToHexStringLower(start[8..12]);
            throw Source.Fault($"a pcapng section header with the byte-order mark {mark}: the file is corrupt");
        }

        var block = Block(28, U32(start[4..]), "section header").Span;
        if (U16(block[12..]) != 1)
        {
            throw Source.Fault($"pcapng version {U16(block[12..])}.{U16(block[14..])} is not supported (1.x is)");
        }

        _interfaces.Clear();
        Source.Take(block.Length);
    }

    /// <summary>The whole block at the current offset, its two lengths checked. It is not taken yet, so that errors name its offset.</summary>
    private Memory<byte> Block(int least, uint length, string what)
    {
        CheckLength(length, what);
        if (length < least)
        {
            throw Source.Fault($"a block length of {length} is less than the {least} bytes of a pcapng {what}: the file is corrupt");
        }

        var block = Source.Peek((int)length);
        if (block.Length < length)
        {
            throw Source.Fault($"the file ends after {block.Length} of {length} bytes of a pcapng {what} block");
        }

        CheckTrailer(length, U32(block.Span[^4..]), what, Source.Offset);
        return block;
    }

    private void CheckLength(uint length, string what)
    {
        if (length is < Frame or > MaxBlockLength || (length & 3) != 0)
        {
            throw Source.Fault($"a length of {length} is not credible for a pcapng {what} block "
                + $"(a multiple of 4 from {Frame} to {MaxBlockLength}): the file is corrupt");
        }
    }

    private void SkipBlock(uint length, uint type)
    {
        var offset = Source.Offset;
        CheckLength(length, "skipped");
        var whole = Source.Skip(length - 4);
        var again = Source.Peek(4);
        if (!whole || again.Length < 4)
        {
            throw Source.Fault($"the file ends after {Source.Offset + again.Length - offset} of {length} bytes of a pcapng 0x{type:x8} block",
                offset);
        }

        CheckTrailer(length, U32(again.Span), "skipped", offset);
        Source.Take(4);
    }

    private void CheckTrailer(uint length, uint again, string what, long offset)
    {
        if (again != length)
        {
            throw Source.Fault($"a pcapng {what} block states {length} bytes at its start and {again} at its end: the file is corrupt", offset);
        }
    }

    private void ReadInterface(ReadOnlySpan<byte> block)
    {
        var resolution = PcapngInterface.Microseconds;
        long offset = 0;
        var options = block[16..^4];
        while (options.Length >= 4 && U16(options) is not 0 and var code)
        {
            int length = U16(options[2..]);
            if (length > options.Length - 4)
            {
                throw Source.Fault($"an option of {length} bytes reaches beyond its pcapng interface description: the file is corrupt");
            }

            var value = options.Slice(4, length);
            if (code == 9 && length >= 1)
            {
                resolution = value[0];
            }
            else if (code == 14 && length >= 8)
            {
                offset = I64(value);
            }

            options = options[Math.Min(options.Length, 4 + ((length + 3) & ~3))..];
        }

        LinkType = (LinkType)U16(block[8..]);
        _interfaces.Add(new PcapngInterface(LinkType.Value, U32(block[12..]), resolution, offset));
        Source.Take(block.Length);
    }

    private CapturedPacket ReadEnhanced(Memory<byte> block)
    {
        var header = block.Span;
        var number = U32(header[8..]);
        return Packet(block, number, 28, U32(header[20..]), U32(header[24..]), (ulong)U32(header[12..]) << 32 | U32(header[16..]));
    }

    private CapturedPacket ReadObsolete(Memory<byte> block)
    {
        var header = block.Span;
        return Packet(block, U16(header[8..]), 28, U32(header[20..]), U32(header[24..]), (ulong)U32(header[12..]) << 32 | U32(header[16..]));
    }

    private CapturedPacket ReadSimple(Memory<byte> block)
    {
        var original = U32(block.Span[8..]);
        var snapLength = Interface(0).SnapLength;
        var captured = snapLength == 0 ? original : Math.Min(original, snapLength);
        return Packet(block, 0, 12, captured, original, null);
    }

    private CapturedPacket Packet(Memory<byte> block, uint interfaceId, int header, uint captured, uint original, ulong? units)
    {
        var from = Interface(interfaceId);
        if (captured > CaptureReader.MaxPacketLength)
        {
            throw Incredible(captured);
        }

        if (captured > block.Length - header - 4)
        {
            throw Source.Fault($"a captured length of {captured} bytes reaches beyond its pcapng block of {block.Length}: the file is corrupt");
        }

        var length = (int)captured;
        _lastTimestamp = units is { } stamp ? from.ToNanoseconds(stamp) : _lastTimestamp;
        var data = block.Slice(header, length);
        var packet = new CapturedPacket(Source.Delivered + 1, _lastTimestamp, from.LinkType, (int)interfaceId, Original(original, length), data);
        Source.Take(block.Length);
        return packet;
    }

    private PcapngInterface Interface(uint number) => number < _interfaces.Count
        ? _interfaces[(int)number]
        : throw Source.Fault($"the packet names interface {number}, of {_interfaces.Count} described so far: the file is corrupt");
}
