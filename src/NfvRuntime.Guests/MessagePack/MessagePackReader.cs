using System.Buffers;

namespace NfvRuntime.Guests.MessagePack;

/// <summary>
/// Reads values from bytes that nobody vouches for: lengths and counts are compared with what is there before they are used, and text must
/// be UTF-8. After an exception the position is undefined. Pass it on by reference only.
/// </summary>
/// <remarks>
/// Reading methods throw <see cref="EndOfStreamException"/> where bytes are missing (or a count is larger than they can hold),
/// <see cref="MessagePackSerializationException"/> for bytes that are wrong or of another type, and <see cref="OverflowException"/> for
/// integers that do not fit.
/// </remarks>
public ref partial struct MessagePackReader
{
    private SequenceReader<byte> _reader;

    /// <summary>Reads from bytes in one piece.</summary>
    public MessagePackReader(ReadOnlyMemory<byte> memory)
        : this(new ReadOnlySequence<byte>(memory))
    {
    }

    /// <summary>Reads from bytes in pieces.</summary>
    public MessagePackReader(scoped in ReadOnlySequence<byte> readOnlySequence)
    {
        _reader = new SequenceReader<byte>(readOnlySequence);
    }

    /// <summary>How many arrays and maps the reading methods are inside of; see <see cref="MessagePackSecurity.DepthStep"/>.</summary>
    public int Depth { get; set; }

    /// <summary>All that this reader reads from.</summary>
    public readonly ReadOnlySequence<byte> Sequence => _reader.Sequence;

    /// <summary>Where the next value begins.</summary>
    public readonly SequencePosition Position => _reader.Position;

    /// <summary>Bytes read so far.</summary>
    public readonly long Consumed => _reader.Consumed;

    /// <summary>Whether all bytes are read.</summary>
    public readonly bool End => _reader.End;

    /// <summary>Whether the next value is nil.</summary>
    public readonly bool IsNil => NextCode == MessagePackCode.Nil;

    /// <summary>What the next value is.</summary>
    public readonly MessagePackType NextMessagePackType => MessagePackCode.ToMessagePackType(NextCode);

    /// <summary>The next value's first byte.</summary>
    public readonly byte NextCode => _reader.TryPeek(out byte code) ? code : throw Missing();

    /// <summary>A reader with the same settings, for other bytes.</summary>
    public readonly MessagePackReader Clone(scoped in ReadOnlySequence<byte> readOnlySequence) => new(readOnlySequence) { Depth = Depth };

    /// <summary>A reader at the same position that does not move this one.</summary>
    public readonly MessagePackReader CreatePeekReader() => this;

    /// <summary>Reads nil.</summary>
    public Nil ReadNil() => TryReadNil() ? Nil.Default : throw Unexpected("nil");

    /// <summary>Reads nil if it is next.</summary>
    /// <returns>Whether it was; if not, nothing is read.</returns>
    public bool TryReadNil()
    {
        bool nil = IsNil;
        if (nil)
        {
            _reader.Advance(1);
        }

        return nil;
    }

    /// <summary>Reads a boolean.</summary>
    public bool ReadBoolean()
    {
        bool value = NextCode switch
        {
            MessagePackCode.True => true,
            MessagePackCode.False => false,
            _ => throw Unexpected("a boolean"),
        };
        _reader.Advance(1);
        return value;
    }

    /// <summary>So many bytes as they are.</summary>
    public ReadOnlySequence<byte> ReadRaw(long length) => TryTake(length, out ReadOnlySequence<byte> bytes) ? bytes : throw Missing();

    /// <summary>The next value, whatever it is and holds, as it stands.</summary>
    public ReadOnlySequence<byte> ReadRaw()
    {
        SequencePosition start = Position;
        Skip();
        return Sequence.Slice(start, Position);
    }

    private bool TryTake(long length, out ReadOnlySequence<byte> bytes)
    {
        if (length > _reader.Remaining)
        {
            bytes = default;
            return false;
        }

        bytes = _reader.UnreadSequence.Slice(0, length);
        _reader.Advance(length);
        return true;
    }

    /// <summary>A big-endian number of one to eight bytes; nothing is read if it is not whole.</summary>
    private bool TryReadBits(int bytes, out ulong bits)
    {
        bits = 0;
        if (_reader.Remaining < bytes)
        {
            return false;
        }

        for (; bytes > 0; bytes--)
        {
            _ = _reader.TryRead(out byte next);
            bits = (bits << 8) | next;
        }

        return true;
    }

    private static EndOfStreamException Missing() => new("The input ends within a value.");

    private readonly MessagePackSerializationException Unexpected(string expected) =>
        new($"{expected} was expected at byte {Consumed}, and there is {MessagePackCode.ToFormatName(NextCode)} (0x{NextCode:x2}).");
}
