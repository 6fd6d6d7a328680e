using System.Buffers.Binary;

namespace NfvRuntime.Guests.Protocol.Framing;

/// <summary>
/// Cuts a stream of bytes into frames. Memory grows with the bytes that have come, not with the length that a header claims. One thread at
/// a time.
/// </summary>
internal sealed class FrameDecoder
{
    private const int InitialSize = 4096;
    private const int KeptSize = 64 << 10;
    private byte[] _buffer = new byte[InitialSize];
    private int _start;
    private int _end;

    public FrameLimits Limits { get; set; } = FrameLimits.Hello;

    /// <summary>
    /// Whether bytes before a frame that opens a session are passed over: on streams that outlive sessions, the rest of an earlier one may come first.
    /// </summary>
    public bool SeeksOpening { get; set; }

    /// <summary>Whether all that was received has been taken as frames.</summary>
    public bool IsEmpty => _start == _end;

    /// <summary>Where the next bytes go; never empty.</summary>
    public Memory<byte> Room()
    {
        if (_start == _end)
        {
            _start = _end = 0;
            if (_buffer.Length > KeptSize)
            {
                _buffer = new byte[InitialSize];
            }
        }
        else if (_end == _buffer.Length && _start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        return _buffer.AsMemory(_end);
    }

    /// <summary>So many bytes were put into <see cref="Room"/>.</summary>
    public void Received(int bytes) => _end += bytes;

    /// <summary>Takes the next frame if it is whole.</summary>
    /// <exception cref="ProtocolException">The bytes begin no frame, or one beyond the limits.</exception>
    public bool TryTake(out Frame frame)
    {
        frame = default;
        if (SeeksOpening)
        {
            SeekOpening();
        }

        int available = _end - _start;
        if (available < FrameHeader.Size)
        {
            return false;
        }

        FrameHeader header = FrameHeader.Read(_buffer.AsSpan(_start), Limits);
        if (available - FrameHeader.Size < header.Length)
        {
            return false;
        }

        frame = new Frame(header, _buffer.AsMemory(_start + FrameHeader.Size, header.Length));
        _start += FrameHeader.Size + header.Length;
        return true;
    }

    /// <summary>Drops what is not, and cannot become, a frame that opens a session.</summary>
    private void SeekOpening()
    {
        while (true)
        {
            ReadOnlySpan<byte> bytes = _buffer.AsSpan(_start, _end - _start);
            int found = bytes.IndexOf(FrameHeader.Opening);
            if (found < 0)
            {
                _start = Math.Max(_start, _end - (FrameHeader.Opening.Length - 1));
                return;
            }

            _start += found;
            if (bytes.Length - found < FrameHeader.Size || BinaryPrimitives.ReadUInt32BigEndian(bytes[(found + 4)..]) <= Limits.MaxBody)
            {
                return;
            }

            _start++; // looks like one by chance
        }
    }
}
