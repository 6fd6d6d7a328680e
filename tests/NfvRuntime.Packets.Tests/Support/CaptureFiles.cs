using System.Buffers.Binary;

namespace NfvRuntime.Packets.Tests;

/// <summary>Capture files made by hand, byte by byte, in either byte order.</summary>
internal sealed class CaptureFiles(bool bigEndian)
{
    private readonly List<byte> _file = [];

    public readonly record struct Packet(long Timestamp, byte[] Data, int Original);

    public byte[] File => [.. _file];

    /// <summary>Where each packet's record or block ends.</summary>
    public List<int> Ends { get; } = [];

    public static Packet[] Some(int count = 12) => [.. Enumerable.Range(0, count).Select(
        i => new Packet(1_700_000_000_000_000_000 + (i * 1_234_567_000L), Frames.Bytes(20 + (i * 3)), 20 + (i * 5)))];

    public static CaptureFiles Pcap(bool bigEndian, bool nanoseconds, params Packet[] packets)
    {
        var file = new CaptureFiles(bigEndian);
        file.U32(nanoseconds ? 0xA1B23C4D : 0xA1B2C3D4).U16(2).U16(4).U32(0).U32(0).U32(65535).U32(1);
        foreach (var packet in packets)
        {
            file.U32((uint)(packet.Timestamp / 1_000_000_000)).U32((uint)(packet.Timestamp % 1_000_000_000 / (nanoseconds ? 1 : 1000)));
            file.U32((uint)packet.Data.Length).U32((uint)packet.Original).Raw(packet.Data);
            file.Ends.Add(file._file.Count);
        }

        return file;
    }

    public static CaptureFiles Pcapng(bool bigEndian, params Packet[] packets)
    {
        var file = new CaptureFiles(bigEndian).Section().Interface(1, [(9, [9])]);
        foreach (var packet in packets)
        {
            file.Enhanced(0, (ulong)packet.Timestamp, packet.Data, packet.Original);
        }

        return file;
    }

    public CaptureFiles Section(byte[]? options = null) =>
        Block(0x0A0D0D0A, b => b.U32(0x1A2B3C4D).U16(1).U16(0).Raw(Enumerable.Repeat((byte)0xFF, 8).ToArray()).Raw(options ?? []));

    public CaptureFiles Interface(ushort link, (ushort Code, byte[] Value)[]? options = null, uint snap = 0) => Block(1, b =>
    {
        b.U16(link).U16(0).U32(snap);
        foreach (var (code, value) in options ?? [])
        {
            b.U16(code).U16((ushort)value.Length).Raw(value).Pad();
        }

        b.U32(0);
    });

    public CaptureFiles Enhanced(uint number, ulong units, byte[] data, int original = 0) => PacketBlock(6, b => b
        .U32(number).U32((uint)(units >> 32)).U32((uint)units).U32((uint)data.Length).U32((uint)original).Raw(data).Pad().U32(0));

    public CaptureFiles Obsolete(ushort number, ulong units, byte[] data) => PacketBlock(
        2, b => b.U16(number).U16(0xFFFF).U32((uint)(units >> 32)).U32((uint)units).U32((uint)data.Length).U32((uint)data.Length).Raw(data).Pad());

    public CaptureFiles Simple(byte[] data, int original) => PacketBlock(3, b => b.U32((uint)original).Raw(data).Pad());

    public CaptureFiles Block(uint type, Action<CaptureFiles> body)
    {
        var inner = new CaptureFiles(bigEndian);
        body(inner);
        var length = (uint)inner._file.Count + 12;
        return U32(type).U32(length).Raw(inner.File).U32(length);
    }

    public CaptureFiles Then(CaptureFiles other) => Raw(other.File);

    public CaptureFiles U16(ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return Raw(bytes);
    }

    public CaptureFiles U32(uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, bigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return Raw(bytes);
    }

    public CaptureFiles Raw(ReadOnlySpan<byte> bytes)
    {
        _file.AddRange(bytes);
        return this;
    }

    private CaptureFiles Pad() => Raw(new byte[-_file.Count & 3]);

    private CaptureFiles PacketBlock(uint type, Action<CaptureFiles> body)
    {
        Block(type, body);
        Ends.Add(_file.Count);
        return this;
    }
}
