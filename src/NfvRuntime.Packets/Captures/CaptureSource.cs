namespace NfvRuntime.Packets;

/// <summary>A stream seen through one growing buffer: blocks are looked at in place and never copied again.</summary>
internal sealed class CaptureSource(Stream stream, string name) : IDisposable
{
    private byte[] _buffer = new byte[128 << 10];
    private int _start;
    private int _end;

    /// <summary>Offset in the file of the next byte.</summary>
    public long Offset { get; private set; }

    /// <summary>Packets delivered so far.</summary>
    public long Delivered { get; set; }

    /// <summary>True while the file header is being read, before any packet.</summary>
    public bool InHeader { get; set; } = true;

    /// <summary>The next <paramref name="count"/> bytes, or fewer at the end of the file. Valid until the next call.</summary>
    public Memory<byte> Peek(int count)
    {
        if (_end - _start < count)
        {
            Fill(count);
        }

        return _buffer.AsMemory(_start, Math.Min(count, _end - _start));
    }

    /// <summary>Goes past bytes that have been looked at.</summary>
    public void Take(int count)
    {
        _start += count;
        Offset += count;
    }

    /// <summary>Goes past <paramref name="count"/> bytes without holding them at once; false when the file ends before.</summary>
    public bool Skip(long count)
    {
        while (count > 0)
        {
            var step = Peek((int)Math.Min(count, 64 << 10)).Length;
            if (step == 0)
            {
                return false;
            }

            Take(step);
            count -= step;
        }

        return true;
    }

    /// <summary>The error that ended the reading: it is thrown again by every later read.</summary>
    public CaptureFormatException? Failure { get; private set; }

    /// <summary>The error for what begins at <paramref name="offset"/>.</summary>
    public CaptureFormatException Fault(string problem, long? offset = null) =>
        Failure = new CaptureFormatException(name, InHeader ? 0 : Delivered + 1, offset ?? Offset, problem);

    public void Dispose() => stream.Dispose();

    private void Fill(int count)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (count > _buffer.Length)
        {
            Array.Resize(ref _buffer, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)count));
        }

        while (_end < count)
        {
            var got = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (got == 0)
            {
                return;
            }

            _end += got;
        }
    }
}
