using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>One of the four rings that an AF_XDP socket shares with the kernel. Each side publishes its own index after its entries.</summary>
/// <remarks>One thread on this side.</remarks>
internal sealed unsafe class XdpRing : IDisposable
{
    private const int ReadWrite = 3;
    private const int SharedPopulated = 1 | 0x8000;

    private readonly nint _memory;
    private readonly nuint _bytes;
    private readonly uint* _producer;
    private readonly uint* _consumer;
    private readonly uint* _flags;
    private readonly byte* _entries;
    private readonly uint _size;
    private bool _closed;

    /// <param name="socket">The socket, on which the ring has been set up.</param>
    /// <param name="port">The port's name, for messages.</param>
    /// <param name="pages">Which of the four.</param>
    /// <param name="layout">Where its parts are.</param>
    /// <param name="size">Entries, a power of two.</param>
    /// <param name="entry">Bytes of an entry.</param>
    /// <exception cref="PortException">The kernel has not the memory.</exception>
    public XdpRing(int socket, string port, long pages, in XdpRingLayout layout, uint size, int entry)
    {
        _size = size;
        _bytes = (nuint)layout.Entries + (size * (nuint)entry);
        _memory = LibC.Map(0, _bytes, ReadWrite, SharedPopulated, socket, (nint)pages);
        if (_memory == -1)
        {
            throw new PortException($"{port}: cannot map a ring of {size} entries: {Errno.Text(Errno.Last)}");
        }

        var start = (byte*)_memory;
        _producer = (uint*)(start + layout.Producer);
        _consumer = (uint*)(start + layout.Consumer);
        _flags = (uint*)(start + layout.Flags);
        _entries = start + layout.Entries;
        Index = *_producer;
    }

    /// <summary>The next entry on this side; not seen by the kernel until it is published.</summary>
    public uint Index { get; set; }

    /// <summary>Whether the kernel waits for a system call before it goes on.</summary>
    public bool NeedsWakeup => (Volatile.Read(ref *_flags) & XdpAbi.NeedsWakeup) != 0;

    /// <summary>For the producer: entries that may be written from <see cref="Index"/> on.</summary>
    public uint Free => _size - (Index - Volatile.Read(ref *_consumer));

    /// <summary>For the producer: entries that the kernel has not taken.</summary>
    public uint Waiting => *_producer - Volatile.Read(ref *_consumer);

    /// <summary>For the consumer: entries that may be read from <see cref="Index"/> on.</summary>
    public uint Ready => Volatile.Read(ref *_producer) - Index;

    /// <summary>An entry of a fill or completion ring.</summary>
    public ref ulong Address(uint index) => ref ((ulong*)_entries)[index & (_size - 1)];

    /// <summary>An entry of a receive or transmit ring.</summary>
    public ref XdpDescriptor Descriptor(uint index) => ref ((XdpDescriptor*)_entries)[index & (_size - 1)];

    /// <summary>For the producer: hands over all entries in front of <see cref="Index"/>.</summary>
    public void Publish() => Volatile.Write(ref *_producer, Index);

    /// <summary>For the consumer: gives back all entries in front of <see cref="Index"/>.</summary>
    public void Release() => Volatile.Write(ref *_consumer, Index);

    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            _ = LibC.Unmap(_memory, _bytes);
        }
    }
}
