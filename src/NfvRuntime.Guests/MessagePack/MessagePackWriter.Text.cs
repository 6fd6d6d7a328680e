using System.Buffers;
using System.Text;

namespace NfvRuntime.Guests.MessagePack;

public ref partial struct MessagePackWriter
{
    /// <summary>Refuses what is no text, where the default would put a replacement character in its place.</summary>
    internal static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes text, or nil for null.</summary>
    /// <exception cref="MessagePackSerializationException">It holds half a surrogate pair.</exception>
    public void Write(string? value)
    {
        if (value is null)
        {
            WriteNil();
        }
        else
        {
            Write(value.AsSpan());
        }
    }

    /// <summary>Writes text.</summary>
    /// <exception cref="MessagePackSerializationException">It holds half a surrogate pair.</exception>
    public void Write(scoped ReadOnlySpan<char> value)
    {
        try
        {
            int bytes = Utf8.GetByteCount(value);
            WriteStringHeader(bytes);
            Span<byte> room = GetSpan(bytes);
            _used += Utf8.GetBytes(value, room);
        }
        catch (EncoderFallbackException half)
        {
            throw new MessagePackSerializationException($"The text is no Unicode: half a surrogate pair at index {half.Index}.", half);
        }
    }

    /// <summary>Writes text that is UTF-8 already; the caller answers for that.</summary>
    public void WriteString(ReadOnlySpan<byte> utf8stringBytes)
    {
        WriteStringHeader(utf8stringBytes.Length);
        WriteRaw(utf8stringBytes);
    }

    /// <inheritdoc cref="WriteString(ReadOnlySpan{byte})"/>
    public void WriteString(in ReadOnlySequence<byte> utf8stringBytes)
    {
        WriteStringHeader(checked((int)utf8stringBytes.Length));
        WriteRaw(utf8stringBytes);
    }

    /// <summary>Begins a string; its UTF-8 bytes follow, as <see cref="WriteRaw(ReadOnlySpan{byte})"/>.</summary>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public void WriteStringHeader(int byteCount) => WriteLength(
        checked((uint)byteCount),
        MessagePackCode.MinFixStr,
        MessagePackRange.MaxFixStringLength,
        MessagePackCode.Str8,
        MessagePackCode.Str16,
        MessagePackCode.Str32);

    /// <summary>Writes bytes, or nil for null.</summary>
    public void Write(byte[]? src)
    {
        if (src is null)
        {
            WriteNil();
        }
        else
        {
            Write(src.AsSpan());
        }
    }

    /// <summary>Writes bytes.</summary>
    public void Write(scoped ReadOnlySpan<byte> src)
    {
        WriteBinHeader(src.Length);
        src.CopyTo(GetSpan(src.Length));
        _used += src.Length;
    }

    /// <summary>Writes bytes.</summary>
    public void Write(in ReadOnlySequence<byte> src)
    {
        WriteBinHeader(checked((int)src.Length));
        WriteRaw(src);
    }

    /// <summary>Begins bytes; they follow, as <see cref="WriteRaw(ReadOnlySpan{byte})"/>.</summary>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public void WriteBinHeader(int length) =>
        WriteLength(checked((uint)length), 0, -1, MessagePackCode.Bin8, MessagePackCode.Bin16, MessagePackCode.Bin32);
}
