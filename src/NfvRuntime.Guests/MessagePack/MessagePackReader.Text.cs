using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace NfvRuntime.Guests.MessagePack;

public ref partial struct MessagePackReader
{
    /// <summary>Reads bytes, or null for nil; they are shared with the input.</summary>
    public ReadOnlySequence<byte>? ReadBytes() => TryReadNil() ? null : ReadRaw(ReadBinLength());

    /// <summary>
    /// Reads the bytes of a string, or null for nil; they are shared with the input, and nobody has looked whether they are UTF-8.
    /// </summary>
    public ReadOnlySequence<byte>? ReadStringSequence() => TryReadNil() ? null : ReadRaw(ReadStringLength());

    /// <summary>As <see cref="ReadStringSequence"/>, where the bytes are in one piece.</summary>
    /// <returns>Whether they are; if not, or for nil, nothing is read.</returns>
    public bool TryReadStringSpan([NotNullWhen(true)] out ReadOnlySpan<byte> span)
    {
        MessagePackReader ahead = this;
        span = default;
        if (IsNil || ahead.ReadStringSequence() is not { IsSingleSegment: true } bytes)
        {
            return false;
        }

        span = bytes.FirstSpan;
        this = ahead;
        return true;
    }

    /// <summary>Reads text, or null for nil.</summary>
    /// <exception cref="MessagePackSerializationException">It is no UTF-8.</exception>
    public string? ReadString()
    {
        if (ReadStringSequence() is not { } bytes)
        {
            return null;
        }

        try
        {
            return MessagePackWriter.Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException bad)
        {
            throw new MessagePackSerializationException($"The string that ends at byte {Consumed} is no UTF-8: {bad.Message}", bad);
        }
    }

    private int ReadStringLength()
    {
        byte code = NextCode;
        switch (code)
        {
            case >= MessagePackCode.MinFixStr and <= MessagePackCode.MaxFixStr:
                _reader.Advance(1);
                return code - MessagePackCode.MinFixStr;
            case >= MessagePackCode.Str8 and <= MessagePackCode.Str32:
                return TryReadLength(1 << (code - MessagePackCode.Str8), out int length) ? length : throw Missing();
            default:
                throw Unexpected("a string");
        }
    }

    private int ReadBinLength()
    {
        byte code = NextCode;
        return code is < MessagePackCode.Bin8 or > MessagePackCode.Bin32 ? throw Unexpected("bytes")
            : TryReadLength(1 << (code - MessagePackCode.Bin8), out int length) ? length : throw Missing();
    }
}
