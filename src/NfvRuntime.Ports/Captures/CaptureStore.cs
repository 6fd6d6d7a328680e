using System.Diagnostics;
using System.Runtime.InteropServices;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports;

/// <summary>A capture file's Ethernet frames in memory outside of the collector's reach. Immutable once loaded.</summary>
internal sealed unsafe class CaptureStore : IDisposable
{
    private readonly List<StoredFrame> _frames = [];
    private byte* _bytes;
    private long _used;
    private long _capacity;

    private CaptureStore()
    {
    }

    ~CaptureStore() => NativeMemory.Free(_bytes);

    public ReadOnlySpan<StoredFrame> Frames => CollectionsMarshal.AsSpan(_frames);

    public byte* Bytes => _bytes;

    /// <summary>Why the file could not be read to its end; null if it could.</summary>
    public string? Problem { get; private set; }

    /// <summary>Stopwatch ticks from the first frame of one loop to that of the next: the file's length and one mean gap.</summary>
    public long LoopTicks { get; private set; }

    public long CutFrames { get; private set; }

    public long EmptyFrames { get; private set; }

    public long ForeignFrames { get; private set; }

    /// <summary>Frames longer than a ring can carry.</summary>
    public long OverlongFrames { get; private set; }

    /// <param name="path">The file.</param>
    /// <param name="speed">How many times faster than recorded the due times are.</param>
    /// <param name="mostBytes">The longest frame that is taken in.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="CaptureFormatException">It is no capture.</exception>
    /// <exception cref="PortException">It holds no Ethernet.</exception>
    public static CaptureStore Load(string path, double speed, int mostBytes)
    {
        var store = new CaptureStore();
        try
        {
            using var reader = CaptureReader.Open(path);
            store.Read(reader, path, speed, mostBytes);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
        GC.SuppressFinalize(this);
    }

    private void Read(CaptureReader reader, string path, double speed, int mostBytes)
    {
        var ticksPerNanosecond = Stopwatch.Frequency / 1e9 / speed;
        long? first = null;
        long due = 0;
        LinkType? foreign = reader.LinkType is { } link && link != LinkType.Ethernet ? link : null;
        try
        {
            while (foreign is null && reader.TryRead(out var packet))
            {
                if (packet.LinkType != LinkType.Ethernet)
                {
                    ForeignFrames++;
                    continue;
                }

                first ??= packet.Timestamp;
                due = Math.Max(due, (long)((packet.Timestamp - first.Value) * ticksPerNanosecond));
                Add(packet, due, mostBytes);
            }
        }
        catch (CaptureFormatException e)
        {
            Problem = e.Message;
        }

        if (foreign is not null || (ForeignFrames > 0 && _frames.Count == 0))
        {
            var type = foreign is { } t ? $" but link type {(int)t} ({t})" : "";
            throw new PortException($"{path}: this capture does not hold Ethernet frames{type}; ports take only Ethernet (link type 1)");
        }

        LoopTicks = _frames.Count > 1 ? due + (due / (_frames.Count - 1)) : due;
    }

    private void Add(in CapturedPacket packet, long due, int mostBytes)
    {
        var data = packet.Data.Span;
        if (data.Length == 0)
        {
            EmptyFrames++;
            return;
        }

        if (data.Length > mostBytes)
        {
            OverlongFrames++;
            return;
        }

        CutFrames += packet.OriginalLength > data.Length ? 1 : 0;
        if (_used + data.Length > _capacity)
        {
            _capacity = Math.Max(1 << 20, (_used + data.Length) * 2);
            _bytes = (byte*)NativeMemory.Realloc(_bytes, (nuint)_capacity);
        }

        data.CopyTo(new Span<byte>(_bytes + _used, data.Length));
        _frames.Add(new StoredFrame(_used, due, data.Length));
        _used += data.Length;
    }
}
