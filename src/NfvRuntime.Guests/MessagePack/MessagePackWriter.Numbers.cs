using System.Buffers.Binary;

namespace NfvRuntime.Guests.MessagePack;

public ref partial struct MessagePackWriter
{
    /// <summary>Writes an integer in its shortest form.</summary>
    public void Write(byte value) => Write((ulong)value);

    /// <inheritdoc cref="Write(byte)"/>
    public void Write(ushort value) => Write((ulong)value);

    /// <inheritdoc cref="Write(byte)"/>
    public void Write(uint value) => Write((ulong)value);

    /// <inheritdoc cref="Write(byte)"/>
    public void Write(sbyte value) => Write((long)value);

    /// <inheritdoc cref="Write(byte)"/>
    public void Write(short value) => Write((long)value);

    /// <inheritdoc cref="Write(byte)"/>
    public void Write(int value) => Write((long)value);

    /// <inheritdoc cref="Write(byte)"/>
    public void Write(ulong value)
    {
        switch (value)
        {
            case <= MessagePackRange.MaxFixPositiveInt: WriteByte((byte)value); break;
            case <= byte.MaxValue: WriteUInt8((byte)value); break;
            case <= ushort.MaxValue: WriteUInt16((ushort)value); break;
            case <= uint.MaxValue: WriteUInt32((uint)value); break;
            default: WriteUInt64(value); break;
        }
    }

    /// <inheritdoc cref="Write(byte)"/>
    public void Write(long value)
    {
        switch (value)
        {
            case >= 0: Write((ulong)value); break;
            case >= MessagePackRange.MinFixNegativeInt: WriteByte((byte)value); break;
            case >= sbyte.MinValue: WriteInt8((sbyte)value); break;
            case >= short.MinValue: WriteInt16((short)value); break;
            case >= int.MinValue: WriteInt32((int)value); break;
            default: WriteInt64(value); break;
        }
    }

    /// <summary>Writes a character as its UTF-16 code unit.</summary>
    public void Write(char value) => Write((ushort)value);

    /// <summary>Writes an integer in the form "uint 8", even if a shorter one exists.</summary>
    public void WriteUInt8(byte value)
    {
        Start(MessagePackCode.UInt8, 1)[0] = value;
    }

    /// <summary>Writes an integer in the form "uint 16", even if a shorter one exists.</summary>
    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Start(MessagePackCode.UInt16, 2), value);

    /// <summary>Writes an integer in the form "uint 32", even if a shorter one exists.</summary>
    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Start(MessagePackCode.UInt32, 4), value);

    /// <summary>Writes an integer in the form "uint 64", even if a shorter one exists.</summary>
    public void WriteUInt64(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Start(MessagePackCode.UInt64, 8), value);

    /// <summary>Writes an integer in the form "int 8", even if a shorter one exists.</summary>
    public void WriteInt8(sbyte value)
    {
        Start(MessagePackCode.Int8, 1)[0] = (byte)value;
    }

    /// <summary>Writes an integer in the form "int 16", even if a shorter one exists.</summary>
    public void WriteInt16(short value) => BinaryPrimitives.WriteInt16BigEndian(Start(MessagePackCode.Int16, 2), value);

    /// <summary>Writes an integer in the form "int 32", even if a shorter one exists.</summary>
    public void WriteInt32(int value) => BinaryPrimitives.WriteInt32BigEndian(Start(MessagePackCode.Int32, 4), value);

    /// <summary>Writes an integer in the form "int 64", even if a shorter one exists.</summary>
    public void WriteInt64(long value) => BinaryPrimitives.WriteInt64BigEndian(Start(MessagePackCode.Int64, 8), value);

    /// <summary>Writes a single.</summary>
    public void Write(float value) => BinaryPrimitives.WriteSingleBigEndian(Start(MessagePackCode.Float32, 4), value);

    /// <summary>Writes a double.</summary>
    public void Write(double value) => BinaryPrimitives.WriteDoubleBigEndian(Start(MessagePackCode.Float64, 8), value);

    /// <summary>How many bytes <see cref="Write(long)"/> takes.</summary>
    public static int GetEncodedLength(long value) => value switch
    {
        >= 0 => GetEncodedLength((ulong)value),
        >= MessagePackRange.MinFixNegativeInt => 1,
        >= sbyte.MinValue => 2,
        >= short.MinValue => 3,
        >= int.MinValue => 5,
        _ => 9,
    };

    /// <summary>How many bytes <see cref="Write(ulong)"/> takes.</summary>
    public static int GetEncodedLength(ulong value) => value switch
    {
        <= MessagePackRange.MaxFixPositiveInt => 1,
        <= byte.MaxValue => 2,
        <= ushort.MaxValue => 3,
        <= uint.MaxValue => 5,
        _ => 9,
    };

    /// <summary>Writes the code and gives the room behind it.</summary>
    private Span<byte> Start(byte code, int length)
    {
        Span<byte> room = GetSpan(1 + length);
        room[0] = code;
        _used += 1 + length;
        return room[1..];
    }
}
