using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NfvRuntime.Packets;

/// <summary>
/// Reads a capture file: pcap (both byte orders, micro- and nanoseconds) or pcapng (both byte orders, several sections and interfaces).
/// Allocates nothing per packet once its buffer has grown to the largest block. For one thread.
/// </summary>
public sealed class CaptureReader : IDisposable
{
    /// <summary>A packet with more captured bytes is taken for corruption (the largest snapshot length of libpcap).</summary>
    public const int MaxPacketLength = 256 << 10;

    private readonly CaptureSource _source;
    private readonly CaptureFormat _format;

    /// <summary>Reads the file's header. <paramref name="name"/> stands in error messages. The stream is disposed with the reader.</summary>
    /// <exception cref="CaptureFormatException">This is no capture, or its header is cut or unusable.</exception>
    public CaptureReader(Stream stream, string name = "capture")
    {
        _source = new CaptureSource(stream, name);
        _format = Detect(_source);
        _source.InHeader = false;
    }

    /// <summary>Reads from memory.</summary>
    /// <exception cref="CaptureFormatException">This is no capture, or its header is cut or unusable.</exception>
    public CaptureReader(ReadOnlyMemory<byte> file, string name = "capture")
        : this(AsStream(file), name)
    {
    }

    /// <summary>Kind of the file.</summary>
    public CaptureKind Kind => _format.Kind;

    /// <summary>
    /// What packets begin with: of a pcap file always known; of a pcapng file, that of the interface described last, null before the first one.
    /// </summary>
    public LinkType? LinkType => _format.LinkType;

    /// <summary>Packets read so far.</summary>
    public long Count => _source.Delivered;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="CaptureFormatException">This is no capture, or its header is cut or unusable.</exception>
    public static CaptureReader Open(string path)
    {
        // The reader has its own buffer: a second one in the stream would only copy.
        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        try
        {
            return new CaptureReader(stream, path);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the next packet; false at the end of the file. Whatever the packet's bytes were before is overwritten.</summary>
    /// <exception cref="CaptureFormatException">
    /// The file is cut or corrupt here; every packet before has been delivered. The same is thrown when called again.
    /// </exception>
    public bool TryRead(out CapturedPacket packet)
    {
        if (_source.Failure is { } failure)
        {
            throw failure;
        }

        if (!_format.TryRead(out packet))
        {
            return false;
        }

        _source.Delivered++;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static CaptureFormat Detect(CaptureSource source)
    {
        var start = source.Peek(4).Span;
        if (start.Length < 4)
        {
            throw source.Fault($"the file has {start.Length} bytes: this is no capture");
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(start) switch
        {
            0xA1B2C3D4 => new PcapFormat(source, bigEndian: false, nanoseconds: false),
            0xA1B23C4D => new PcapFormat(source, bigEndian: false, nanoseconds: true),
            0xD4C3B2A1 => new PcapFormat(source, bigEndian: true, nanoseconds: false),
            0x4D3CB2A1 => new PcapFormat(source, bigEndian: true, nanoseconds: true),
            0x0A0D0D0A => new PcapngFormat(source),
            0xA1B2CD34 or 0x34CDB2A1 =>
                throw source.Fault("pcap with longer packet headers (magic a1b2cd34) is not supported; convert it with editcap"),
            var magic when (magic & 0xFFFF) == 0x8B1F => throw source.Fault("the file is compressed with gzip; decompress it first"),
            0xFD2FB528 => throw source.Fault("the file is compressed with zstd; decompress it first"),
            _ => throw source.Fault($"this is neither pcap nor pcapng: the first bytes are {Convert.ToHexStringLower(start)}"),
        };
    }

    private static MemoryStream AsStream(ReadOnlyMemory<byte> file) => MemoryMarshal.TryGetArray(file, out var array)
        ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false)
        : new MemoryStream(file.ToArray(), writable: false);
}
