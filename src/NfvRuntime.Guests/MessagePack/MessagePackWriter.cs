using System.Buffers;
using System.Buffers.Binary;

namespace NfvRuntime.Guests.MessagePack;

/// <summary>
/// Writes values in their shortest form. Bytes reach the output by <see cref="Flush"/>, or when room runs out. Pass it on by reference
/// only.
/// </summary>
public ref partial struct MessagePackWriter
{
    private readonly IBufferWriter<byte> _output;
    private Span<byte> _room;
    private int _used;

    /// <summary>Writes to this output.</summary>
    public MessagePackWriter(IBufferWriter<byte> writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        _output = writer;
    }

    /// <summary>Gives all that was written to the output.</summary>
    public void Flush()
    {
        if (_used != 0)
        {
            _output.Advance(_used);
        }

        _room = default;
        _used = 0;
    }

    /// <summary>Room for bytes that the caller writes itself; then <see cref="Advance"/>.</summary>
    /// <param name="length">At least so many bytes.</param>
    public Span<byte> GetSpan(int length)
    {
        if (_room.Length - _used < length)
        {
            Flush();
            _room = _output.GetSpan(length);
        }

        return _room[_used..];
    }

    /// <summary>Counts bytes that were written into <see cref="GetSpan"/>.</summary>
    public void Advance(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(_room.Length - _used));
        _used += length;
    }

    /// <summary>Copies bytes that are MessagePack already.</summary>
    public void WriteRaw(ReadOnlySpan<byte> rawMessagePackBlock)
    {
        rawMessagePackBlock.CopyTo(GetSpan(rawMessagePackBlock.Length));
        _used += rawMessagePackBlock.Length;
    }

    /// <inheritdoc cref="WriteRaw(ReadOnlySpan{byte})"/>
    public void WriteRaw(in ReadOnlySequence<byte> rawMessagePackBlock)
    {
        foreach (ReadOnlyMemory<byte> piece in rawMessagePackBlock)
        {
            WriteRaw(piece.Span);
        }
    }

    /// <summary>Writes no value.</summary>
    public void WriteNil() => WriteByte(MessagePackCode.Nil);

    /// <summary>Writes a boolean.</summary>
    public void Write(bool value) => WriteByte(value ? MessagePackCode.True : MessagePackCode.False);

    /// <summary>Begins an array; its elements follow.</summary>
    /// <exception cref="OverflowException">The count is negative.</exception>
    public void WriteArrayHeader(int count) => WriteArrayHeader(checked((uint)count));

    /// <summary>Begins an array; its elements follow.</summary>
    public void WriteArrayHeader(uint count) =>
        WriteLength(count, MessagePackCode.MinFixArray, MessagePackRange.MaxFixArrayCount, 0, MessagePackCode.Array16, MessagePackCode.Array32);

    /// <summary>Begins a map; its pairs of key and value follow.</summary>
    /// <exception cref="OverflowException">The count is negative.</exception>
    public void WriteMapHeader(int count) => WriteMapHeader(checked((uint)count));

    /// <summary>Begins a map; its pairs of key and value follow.</summary>
    public void WriteMapHeader(uint count) =>
        WriteLength(count, MessagePackCode.MinFixMap, MessagePackRange.MaxFixMapCount, 0, MessagePackCode.Map16, MessagePackCode.Map32);

    /// <summary>A length in its shortest form; a code of 0 stands for a form that the type has not.</summary>
    private void WriteLength(uint length, byte fix, int maxFix, byte code8, byte code16, byte code32)
    {
        Span<byte> room = GetSpan(5);
        if (length <= maxFix)
        {
            room[0] = (byte)(fix | length);
            _used++;
        }
        else if (length <= byte.MaxValue && code8 != 0)
        {
            room[0] = code8;
            room[1] = (byte)length;
            _used += 2;
        }
        else if (length <= ushort.MaxValue)
        {
            room[0] = code16;
            BinaryPrimitives.WriteUInt16BigEndian(room[1..], (ushort)length);
            _used += 3;
        }
        else
        {
            room[0] = code32;
            BinaryPrimitives.WriteUInt32BigEndian(room[1..], length);
            _used += 5;
        }
    }

    private void WriteByte(byte value)
    {
        GetSpan(1)[0] = value;
        _used++;
    }
}
