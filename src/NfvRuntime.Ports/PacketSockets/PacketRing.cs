using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>
/// The memory of a receive ring (TPACKET_V2): walks the frames that the kernel has filled, and hands them back. A packet that is longer than a
/// frame is in the socket's queue as a whole, in the ring's order, if there was room for it.
/// </summary>
internal sealed unsafe class PacketRing : IDisposable
{
    private const uint FrameSize = 2048;
    private const uint BlockSize = 64 * 1024;
    private const int ReadWrite = 3;
    private const int SharedPopulated = 1 | 0x8000;

    private readonly nint _memory;
    private readonly nuint _size;
    private readonly uint _frames;
    private byte* _frame;
    private uint _number;
    private bool _closed;

    /// <param name="socket">Where it is set up; not bound yet.</param>
    /// <param name="port">The port's name, for messages.</param>
    /// <param name="bytes">Memory, rounded up to blocks.</param>
    /// <exception cref="PortException">The kernel has not the memory.</exception>
    public PacketRing(PacketSocket socket, string port, long bytes)
    {
        uint blocks = (uint)((bytes + BlockSize - 1) / BlockSize);
        _size = (nuint)blocks * BlockSize;
        _frames = blocks * (BlockSize / FrameSize);
        socket.Set(PacketAbi.Level, PacketAbi.ReceiveRing, new Request(BlockSize, blocks, FrameSize, _frames),
            $"a receive ring of {_size} bytes (a smaller one: buffer: 1M)");
        _memory = LibC.Map(0, _size, ReadWrite, SharedPopulated, socket.Descriptor, 0);
        if (_memory == -1)
        {
            throw new PortException($"{port}: cannot map a receive ring of {_size} bytes: {Errno.Text(Errno.Last)}");
        }

        _frame = (byte*)_memory;
    }

    /// <summary>Whether there is a packet.</summary>
    public bool IsReady => (Volatile.Read(ref Status) & PacketAbi.UserOwns) != 0;

    private ref uint Status => ref *(uint*)(_frame + PacketAbi.Status);

    /// <summary>The kernel's header of the next packet, the same one until <see cref="Pass"/>.</summary>
    /// <param name="packet">The header.</param>
    /// <param name="status">What it says, read once.</param>
    public bool TryPeek(out byte* packet, out uint status)
    {
        packet = _frame;
        status = Volatile.Read(ref Status);
        return (status & PacketAbi.UserOwns) != 0;
    }

    /// <summary>Is done with the packet.</summary>
    public void Pass()
    {
        Volatile.Write(ref Status, PacketAbi.KernelOwns);
        _number = _number + 1 == _frames ? 0 : _number + 1;
        _frame = (byte*)_memory + ((nuint)_number * FrameSize);
    }

    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            _ = LibC.Unmap(_memory, _size);
        }
    }

    // struct tpacket_req
    private readonly record struct Request(uint BlockSize, uint Blocks, uint FrameSize, uint Frames);
}
