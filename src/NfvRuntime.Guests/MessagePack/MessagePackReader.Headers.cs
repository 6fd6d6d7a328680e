namespace NfvRuntime.Guests.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Reads how many elements an array has.</summary>
    /// <exception cref="EndOfStreamException">The rest of the input cannot hold so many.</exception>
    public int ReadArrayHeader() => TryReadArrayHeader(out int count) ? Bounded(count, 1) : throw Missing();

    /// <summary>
    /// As <see cref="ReadArrayHeader"/>, for input that may not be all there yet: the count is not compared with the rest.
    /// </summary>
    /// <returns>Whether the header is whole; if not, nothing is read.</returns>
    public bool TryReadArrayHeader(out int count) => TryReadCount(
        MessagePackType.Array, "an array", MessagePackCode.MinFixArray, MessagePackCode.Array16, out count);

    /// <summary>Reads how many pairs of key and value a map has.</summary>
    /// <exception cref="EndOfStreamException">The rest of the input cannot hold so many.</exception>
    public int ReadMapHeader() => TryReadMapHeader(out int count) ? Bounded(count, 2) : throw Missing();

    /// <summary>As <see cref="ReadMapHeader"/>, for input that may not be all there yet: the count is not compared with the rest.</summary>
    /// <returns>Whether the header is whole; if not, nothing is read.</returns>
    public bool TryReadMapHeader(out int count) => TryReadCount(
        MessagePackType.Map, "a map", MessagePackCode.MinFixMap, MessagePackCode.Map16, out count);

    /// <summary>Reads what stands before an extension's bytes.</summary>
    /// <exception cref="EndOfStreamException">The rest of the input is shorter than the extension.</exception>
    public ExtensionHeader ReadExtensionFormatHeader()
    {
        if (!TryReadExtensionFormatHeader(out ExtensionHeader header) || header.Length > _reader.Remaining)
        {
            throw Missing();
        }

        return header;
    }

    /// <summary>As <see cref="ReadExtensionFormatHeader"/>, for input that may not be all there yet.</summary>
    /// <returns>Whether the header is whole; if not, nothing is read.</returns>
    public bool TryReadExtensionFormatHeader(out ExtensionHeader extensionHeader)
    {
        extensionHeader = default;
        if (!_reader.TryPeek(out byte code))
        {
            return false;
        }

        if (MessagePackCode.ToMessagePackType(code) != MessagePackType.Extension)
        {
            throw Unexpected("an extension");
        }

        int lengthBytes = code <= MessagePackCode.Ext32 ? 1 << (code - MessagePackCode.Ext8) : 0;
        if (_reader.Remaining < 2 + lengthBytes)
        {
            return false;
        }

        _reader.Advance(1);
        _ = TryReadBits(lengthBytes, out ulong length);
        if (lengthBytes == 0)
        {
            length = 1UL << (code - MessagePackCode.FixExt1);
        }

        _ = _reader.TryRead(out byte type);
        extensionHeader = new((sbyte)type, (uint)length);
        return true;
    }

    /// <summary>Reads an extension; its bytes are shared with the input.</summary>
    public ExtensionResult ReadExtensionFormat()
    {
        ExtensionHeader header = ReadExtensionFormatHeader();
        return new(header.TypeCode, ReadRaw(header.Length));
    }

    private bool TryReadCount(MessagePackType type, string expected, byte fix, byte code16, out int count)
    {
        count = 0;
        if (!_reader.TryPeek(out byte code))
        {
            return false;
        }

        if (MessagePackCode.ToMessagePackType(code) != type)
        {
            throw Unexpected(expected);
        }

        if (code < MessagePackCode.Nil)
        {
            _reader.Advance(1);
            count = code - fix;
            return true;
        }

        return TryReadLength(code == code16 ? 2 : 4, out count);
    }

    /// <summary>The length behind a code; nothing is read if it is not whole.</summary>
    /// <exception cref="EndOfStreamException">It is beyond what memory can hold in one piece.</exception>
    private bool TryReadLength(int bytes, out int length)
    {
        length = 0;
        if (_reader.Remaining < 1 + bytes)
        {
            return false;
        }

        _reader.Advance(1);
        _ = TryReadBits(bytes, out ulong bits);
        length = bits <= int.MaxValue ? (int)bits : throw TooMany(bits);
        return true;
    }

    /// <summary>Every element takes a byte at least, so a larger count lies.</summary>
    private readonly int Bounded(int count, int bytesEach) =>
        (long)count * bytesEach <= _reader.Remaining ? count : throw TooMany((ulong)count);

    private readonly EndOfStreamException TooMany(ulong count) =>
        new($"{count} elements or bytes are announced, and {_reader.Remaining} bytes follow.");
}
