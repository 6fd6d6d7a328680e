using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace NfvRuntime.Telemetry.Prometheus;

/// <summary>Writes the pieces of the text exposition format as UTF-8, without strings in between.</summary>
internal readonly struct ExpositionText(IBufferWriter<byte> target)
{
    private const int LongestNumber = 40;

    public void Raw(ReadOnlySpan<byte> text) => target.Write(text);

    public void Raw(string text)
    {
        Span<byte> room = target.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        target.Advance(Encoding.UTF8.GetBytes(text, room));
    }

    /// <summary>A label's value: backslash, quote and line feed are escaped.</summary>
    public void LabelValue(string text) => Escaped(text, quotes: true);

    /// <summary>The text of a HELP line: backslash and line feed are escaped.</summary>
    public void Help(string text) => Escaped(text, quotes: false);

    public void Number(ulong value)
    {
        Utf8Formatter.TryFormat(value, target.GetSpan(LongestNumber), out int written);
        target.Advance(written);
    }

    /// <summary>A cell's value in its unit; whole where the unit is what was counted.</summary>
    public void Number(ulong value, double scale)
    {
        if (scale == 1)
        {
            Number(value);
            return;
        }

        Utf8Formatter.TryFormat(value * scale, target.GetSpan(LongestNumber), out int written);
        target.Advance(written);
    }

    private void Escaped(string text, bool quotes)
    {
        int from = 0;
        for (int i = 0; i < text.Length; i++)
        {
            ReadOnlySpan<byte> escape = text[i] switch
            {
                '\\' => "\\\\"u8,
                '\n' => "\\n"u8,
                '"' when quotes => "\\\""u8,
                _ => [],
            };
            if (!escape.IsEmpty)
            {
                Plain(text.AsSpan(from, i - from));
                Raw(escape);
                from = i + 1;
            }
        }

        Plain(text.AsSpan(from));
    }

    private void Plain(ReadOnlySpan<char> text)
    {
        Span<byte> room = target.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length));
        target.Advance(Encoding.UTF8.GetBytes(text, room));
    }
}
