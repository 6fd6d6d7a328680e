using NfvRuntime.Counters;
using NfvRuntime.Packets;
using NfvRuntime.Sdk;

namespace NfvRuntime.Stages;

/// <summary>
/// The capture that a mirror writes. It outlives the actor, so that a restart neither truncates nor closes it. The first write error ends
/// the file behind its last whole packet; from then on packets are only counted as lost.
/// </summary>
internal sealed class MirrorFile : IDisposable
{
    private readonly CaptureWriter _writer;
    private readonly int _snapLength;
    private readonly Counter _written;
    private readonly Counter _lost;
    private long _late; // packets that came after the error

    private MirrorFile(string path, CaptureWriter writer, int snapLength, CounterBlock cells)
    {
        Path = path;
        _writer = writer;
        _snapLength = snapLength;
        _written = cells[0];
        _lost = cells[1];
    }

    public string Path { get; }

    /// <summary>What ended the file; null while all is well.</summary>
    public IOException? Fault => _writer.Fault;

    /// <summary>Creates the file, and its folder if need be.</summary>
    /// <exception cref="IOException">The file cannot be created; the message names stage and file.</exception>
    public static MirrorFile Create(StageContext stage, string file, int snapLength)
    {
        string path = System.IO.Path.GetFullPath(file, System.IO.Path.GetFullPath(stage.BaseDirectory));
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            return new MirrorFile(
                path, CaptureWriter.Create(path), snapLength, stage.Counters.Add(Catalogue.MirrorPackets, Catalogue.MirrorLost));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Stage '{stage.Name}' cannot create its capture '{path}': {fault.Message}", fault);
        }
    }

    /// <summary>Writes one packet.</summary>
    /// <param name="burst">The burst of the packet.</param>
    /// <param name="i">Its first entry.</param>
    /// <param name="timestamp">Nanoseconds since 1970.</param>
    public void Write(Burst burst, int i, long timestamp)
    {
        if (Fault is not null)
        {
            _late++;
            return;
        }

        int length = burst.PacketLength(i);
        int left = Math.Min(length, _snapLength);
        try
        {
            _writer.Begin(timestamp, left, length);
        }
        catch (IOException)
        {
            _late++;
            return;
        }

        for (; left > 0; i++)
        {
            ReadOnlySpan<byte> piece = burst.Data(i);
            piece = piece[..Math.Min(piece.Length, left)];
            _writer.Append(piece);
            left -= piece.Length;
        }
    }

    /// <summary>Makes the counts visible outside; once a burst.</summary>
    public void Publish()
    {
        _written.Set((ulong)_writer.Count);
        _lost.Set((ulong)(_writer.LostPackets + _late));
    }

    /// <summary>Hands what is buffered to the file.</summary>
    public void Flush()
    {
        try
        {
            if (Fault is null)
            {
                _writer.Flush();
            }
        }
        catch (IOException)
        {
            // Counted as lost, and kept as Fault.
        }

        Publish();
    }

    /// <summary>Flushes and closes the file.</summary>
    public void Dispose()
    {
        Flush();
        _writer.Dispose();
    }
}
