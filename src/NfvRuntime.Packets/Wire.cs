using System.Buffers.Binary;

namespace NfvRuntime.Packets;

/// <summary>Short names for network-order access; the views are made of little else.</summary>
internal static class Wire
{
    public static ushort U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16BigEndian(bytes);

    public static uint U32(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt32BigEndian(bytes);

    public static UInt128 U128(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);

    public static void U16(Span<byte> bytes, ushort value) => BinaryPrimitives.WriteUInt16BigEndian(bytes, value);

    public static void U32(Span<byte> bytes, uint value) => BinaryPrimitives.WriteUInt32BigEndian(bytes, value);

    public static void U128(Span<byte> bytes, UInt128 value) => BinaryPrimitives.WriteUInt128BigEndian(bytes, value);
}
