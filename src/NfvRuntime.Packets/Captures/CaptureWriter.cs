using System.Buffers.Binary;

namespace NfvRuntime.Packets;

/// <summary>
/// Writes a pcap file in little-endian order through a buffer of its own. Allocates nothing per packet. For one thread.
/// A packet is written at once, or in pieces: <see cref="Begin"/>, then <see cref="Append"/> until the announced length is reached.
/// </summary>
/// <remarks>
/// When the stream refuses a write (disk full), the file is cut back to its last whole packet where the stream can seek,
/// <see cref="LostPackets"/> says how many accepted packets are not in it, and every later write throws the same error.
/// </remarks>
public sealed class CaptureWriter : IDisposable
{
    private const int RecordHeader = 16;
    private readonly Stream _stream;
    private readonly byte[] _buffer;
    private readonly long _unit;
    private int _used;
    private int _missing;
    private int _bufferedPackets;
    private int _firstRecord;
    private bool _disposed;
    private long _accepted;
    private IOException? _fault;

    /// <summary>Begins a file. The stream is disposed with the writer. The buffer holds at least one packet of the largest length.</summary>
    public CaptureWriter(Stream stream, CaptureResolution resolution = CaptureResolution.Nanoseconds, LinkType linkType = LinkType.Ethernet,
        int bufferSize = 1 << 20)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferSize, CaptureReader.MaxPacketLength + RecordHeader);
        _stream = stream;
        _buffer = new byte[bufferSize];
        _unit = resolution == CaptureResolution.Nanoseconds ? 1 : 1000;
        Put(resolution == CaptureResolution.Nanoseconds ? 0xA1B23C4D : 0xA1B2C3D4);
        Put(2 | 4 << 16);
        Put(0);
        Put(0);
        Put(CaptureReader.MaxPacketLength);
        Put((uint)linkType);
        _firstRecord = _used;
    }

    /// <summary>Packets accepted and not known to be lost.</summary>
    public long Count => _accepted - LostPackets;

    /// <summary>Packets that were accepted, but that the stream did not take.</summary>
    public long LostPackets { get; private set; }

    /// <summary>Packets that wait in the buffer.</summary>
    public int BufferedPackets => _bufferedPackets;

    /// <summary>The error that ended the file; null while all is well.</summary>
    public IOException? Fault => _fault;

    /// <summary>Creates a file, or empties an existing one.</summary>
    /// <exception cref="IOException">The file cannot be created.</exception>
    public static CaptureWriter Create(string path, CaptureResolution resolution = CaptureResolution.Nanoseconds) =>
        new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0), resolution);

    /// <summary>Writes a packet. See <see cref="Begin"/> for the arguments.</summary>
    public void Write(long timestamp, ReadOnlySpan<byte> data, int originalLength = 0)
    {
        Begin(timestamp, data.Length, originalLength);
        Append(data);
    }

    /// <summary>
    /// Begins a packet of <paramref name="length"/> bytes. <paramref name="timestamp"/> in nanoseconds since 1970, up to the year 2106; digits
    /// below the file's resolution are cut off. <paramref name="originalLength"/> is the length on the wire when it was more.
    /// </summary>
    /// <exception cref="IOException">The stream takes no more; see the type's remarks.</exception>
    public void Begin(long timestamp, int length, int originalLength = 0)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)CaptureReader.MaxPacketLength, nameof(length));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((ulong)timestamp, (uint.MaxValue * 1_000_000_000UL) + 999_999_999, nameof(timestamp));
        if (_missing != 0)
        {
            throw new InvalidOperationException($"{_missing} bytes of the packet before are still to come.");
        }

        if (_buffer.Length - _used < RecordHeader + length || _fault is not null)
        {
            Flush();
        }

        var (seconds, nanoseconds) = Math.DivRem((ulong)timestamp, 1_000_000_000UL);
        Put((uint)seconds);
        Put((uint)(nanoseconds / (ulong)_unit));
        Put((uint)length);
        Put((uint)Math.Max(length, originalLength));
        _missing = length;
        _accepted++;
        _bufferedPackets++;
    }

    /// <summary>Adds a piece of the packet begun last.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        if (piece.Length > _missing)
        {
            throw new InvalidOperationException($"{piece.Length} bytes given where {_missing} are missing.");
        }

        piece.CopyTo(_buffer.AsSpan(_used));
        _used += piece.Length;
        _missing -= piece.Length;
    }

    /// <summary>Hands everything to the stream.</summary>
    /// <exception cref="IOException">The stream takes no more; see the type's remarks.</exception>
    public void Flush()
    {
        if (_fault is not null)
        {
            throw new IOException(_fault.Message, _fault);
        }

        if (_missing != 0)
        {
            throw new InvalidOperationException($"{_missing} bytes of the last packet are still to come.");
        }

        var start = _stream.CanSeek ? _stream.Position : 0;
        try
        {
            _stream.Write(_buffer, 0, _used);
            _stream.Flush();
            _used = 0;
            _bufferedPackets = 0;
            _firstRecord = 0;
        }
        catch (IOException fault)
        {
            _fault = fault;
            Salvage(start);
            throw;
        }
    }

    /// <summary>Flushes, unless a write has failed before, and closes the stream.</summary>
    /// <exception cref="IOException">The last packets could not be written.</exception>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        try
        {
            if (_fault is null && _missing == 0)
            {
                Flush();
            }
        }
        finally
        {
            _stream.Dispose();
        }
    }

    /// <summary>After a failed write: counts what got through and cuts the file behind its last whole packet.</summary>
    private void Salvage(long start)
    {
        var taken = _stream.CanSeek ? Math.Clamp(_stream.Length - start, 0, _used) : 0;
        var at = _firstRecord;
        var saved = 0;
        while (saved < _bufferedPackets)
        {
            var next = at + RecordHeader + BinaryPrimitives.ReadInt32LittleEndian(_buffer.AsSpan(at + 8));
            if (next > taken)
            {
                break;
            }

            at = next;
            saved++;
        }

        LostPackets = _bufferedPackets - saved;
        _bufferedPackets = 0;
        _used = 0;
        if (_stream.CanSeek && taken >= at)
        {
            try
            {
                _stream.SetLength(start + at);
            }
            catch (IOException)
            {
                // The first error is the one to report; the file then merely ends in a part of a packet.
            }
        }
    }

    private void Put(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_buffer.AsSpan(_used), value);
        _used += 4;
    }
}
