namespace NfvRuntime.Guests.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Reads an integer, whatever form it was written in.</summary>
    public byte ReadByte() => checked((byte)ReadUInt64());

    /// <inheritdoc cref="ReadByte"/>
    public ushort ReadUInt16() => checked((ushort)ReadUInt64());

    /// <inheritdoc cref="ReadByte"/>
    public uint ReadUInt32() => checked((uint)ReadUInt64());

    /// <inheritdoc cref="ReadByte"/>
    public ulong ReadUInt64()
    {
        (ulong bits, bool negative) = ReadInteger();
        return negative ? throw new OverflowException($"The integer {(long)bits} is negative.") : bits;
    }

    /// <inheritdoc cref="ReadByte"/>
    public sbyte ReadSByte() => checked((sbyte)ReadInt64());

    /// <inheritdoc cref="ReadByte"/>
    public short ReadInt16() => checked((short)ReadInt64());

    /// <inheritdoc cref="ReadByte"/>
    public int ReadInt32() => checked((int)ReadInt64());

    /// <inheritdoc cref="ReadByte"/>
    public long ReadInt64()
    {
        (ulong bits, bool negative) = ReadInteger();
        return negative ? (long)bits : checked((long)bits);
    }

    /// <summary>Reads a character from its UTF-16 code unit.</summary>
    public char ReadChar() => (char)ReadUInt16();

    /// <summary>Reads a single; a double or an integer is converted.</summary>
    public float ReadSingle() => NextCode == MessagePackCode.Float32 ? BitConverter.UInt32BitsToSingle((uint)ReadBits(4)) : (float)ReadDouble();

    /// <summary>Reads a double; a single or an integer is converted.</summary>
    public double ReadDouble()
    {
        switch (NextCode)
        {
            case MessagePackCode.Float64:
                return BitConverter.UInt64BitsToDouble(ReadBits(8));
            case MessagePackCode.Float32:
                return ReadSingle();
            default:
                if (NextMessagePackType != MessagePackType.Integer)
                {
                    throw Unexpected("a float");
                }

                (ulong bits, bool negative) = ReadInteger();
                return negative ? (long)bits : bits;
        }
    }

    private (ulong Bits, bool Negative) ReadInteger()
    {
        byte code = NextCode;
        switch (code)
        {
            case <= MessagePackCode.MaxFixInt:
                _reader.Advance(1);
                return (code, false);
            case >= MessagePackCode.MinNegativeFixInt:
                _reader.Advance(1);
                return ((ulong)(sbyte)code, true);
            case >= MessagePackCode.UInt8 and <= MessagePackCode.UInt64:
                return (ReadBits(1 << (code - MessagePackCode.UInt8)), false);
            case >= MessagePackCode.Int8 and <= MessagePackCode.Int64:
                int bytes = 1 << (code - MessagePackCode.Int8);
                int unused = 64 - (8 * bytes);
                long value = (long)(ReadBits(bytes) << unused) >> unused;
                return ((ulong)value, value < 0);
            default:
                throw Unexpected("an integer");
        }
    }

    /// <summary>The number behind the code.</summary>
    private ulong ReadBits(int bytes)
    {
        _reader.Advance(1);
        return TryReadBits(bytes, out ulong bits) ? bits : throw Missing();
    }
}
