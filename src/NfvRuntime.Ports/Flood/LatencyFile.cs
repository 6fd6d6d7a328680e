using System.Diagnostics;
using System.IO.MemoryMappedFiles;

namespace NfvRuntime.Ports;

/// <summary>Latencies in a mapped file, for whoever measures: a count of 8 bytes, then as many of 8 bytes each in nanoseconds, little-endian.</summary>
/// <remarks>One writer, which neither allocates nor calls the system for a latency; readers in any process. What comes after the last place is left out.</remarks>
public sealed unsafe class LatencyFile : IDisposable
{
    private const int Places = 1 << 20;

    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly long* _memory;
    private long _count;

    /// <summary>Makes the file, or empties it.</summary>
    /// <param name="path">Its full name.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public LatencyFile(string path)
    {
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.Create, null, (1L + Places) * sizeof(long));
        _view = _file.CreateViewAccessor();
        byte* memory = null;
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref memory);
        _memory = (long*)memory;
        for (int i = 0; i <= Places; i += Environment.SystemPageSize / sizeof(long))
        {
            _memory[i] = 0; // the page is there before the first packet needs it
        }
    }

    /// <summary>Reads what a file holds now, in any order of magnitude, oldest first.</summary>
    /// <param name="path">Its name.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static long[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new BinaryReader(file);
        var latencies = new long[Math.Clamp(reader.ReadInt64(), 0, Places)];
        for (int i = 0; i < latencies.Length; i++)
        {
            latencies[i] = reader.ReadInt64();
        }

        return latencies;
    }

    /// <summary>Adds one.</summary>
    /// <param name="ticks">In ticks of the Stopwatch.</param>
    public void Add(long ticks)
    {
        if (_count < Places)
        {
            _memory[1 + _count] = (long)(ticks * NanosecondsPerTick);
            Volatile.Write(ref *_memory, ++_count);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }
}
