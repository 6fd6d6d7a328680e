using System.Buffers.Binary;

namespace NfvRuntime.Packets;

/// <summary>What the two file formats have in common.</summary>
internal abstract class CaptureFormat(CaptureSource source, CaptureKind kind)
{
    protected CaptureSource Source { get; } = source;

    protected bool BigEndian { get; set; }

    public CaptureKind Kind { get; } = kind;

    public LinkType? LinkType { get; protected set; }

    public abstract bool TryRead(out CapturedPacket packet);

    protected ushort U16(ReadOnlySpan<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    protected uint U32(ReadOnlySpan<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt32LittleEndian(bytes);

    protected long I64(ReadOnlySpan<byte> bytes) =>
        BigEndian ? BinaryPrimitives.ReadInt64BigEndian(bytes) : BinaryPrimitives.ReadInt64LittleEndian(bytes);

    protected CaptureFormatException Incredible(uint captured) => Source.Fault(
        $"a captured length of {captured} bytes is not credible (at most {CaptureReader.MaxPacketLength}): the file is corrupt");

    /// <summary>Some writers leave the wire length at 0 or below the captured one: no packet was shorter than what was captured of it.</summary>
    protected static int Original(uint original, int captured) => (int)Math.Clamp(original, (uint)captured, int.MaxValue);
}
