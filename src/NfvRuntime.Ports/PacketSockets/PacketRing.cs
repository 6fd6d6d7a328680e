using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>The memory of a block ring: walks the packets of the blocks that the kernel has handed over, and hands them back.</summary>
internal sealed unsafe class PacketRing : IDisposable
{
    // A block must hold the largest packet, which is 64 KiB; a few of them in one block save hand-overs when traffic is heavy.
    private const uint BlockSize = 256 * 1024;
    private const uint FrameUnit = 2048;
    private const int ReadWrite = 3;
    private const int SharedPopulated = 1 | 0x8000;

    // The shortest age at which the kernel hands over a block that is not full.
    private const uint RetireMilliseconds = 1;

    private readonly nint _memory;
    private readonly nuint _size;
    private readonly uint _blocks;
    private byte* _block;
    private byte* _packet;
    private uint _number;
    private uint _left;
    private bool _closed;

    /// <param name="socket">Where it is set up; not bound yet.</param>
    /// <param name="port">The port's name, for messages.</param>
    /// <param name="bytes">Memory, rounded up to blocks; at least two.</param>
    /// <exception cref="PortException">The kernel has not the memory.</exception>
    public PacketRing(PacketSocket socket, string port, long bytes)
    {
        _blocks = Math.Max(2, (uint)((bytes + BlockSize - 1) / BlockSize));
        _size = (nuint)_blocks * BlockSize;
        socket.Set(PacketAbi.Level, PacketAbi.Version, PacketAbi.VersionThree, "TPACKET_V3");
        socket.Set(PacketAbi.Level, PacketAbi.ReceiveRing,
            new Request(BlockSize, _blocks, FrameUnit, (uint)(_size / FrameUnit), RetireMilliseconds, 0, 0),
            $"a receive ring of {_size} bytes (a smaller one: buffer: 1M)");
        _memory = LibC.Map(0, _size, ReadWrite, SharedPopulated, socket.Descriptor, 0);
        if (_memory == -1)
        {
            throw new PortException($"{port}: cannot map a receive ring of {_size} bytes: {Errno.Text(Errno.Last)}");
        }

        _block = (byte*)_memory;
    }

    /// <summary>Whether there is a packet.</summary>
    public bool IsReady => _left > 0 || Volatile.Read(ref StatusOfBlock) != PacketAbi.KernelOwns;

    private ref uint StatusOfBlock => ref *(uint*)(_block + PacketAbi.BlockStatus);

    /// <summary>The kernel's header of the next packet, the same one until <see cref="Pass"/>.</summary>
    public bool TryPeek(out byte* packet)
    {
        while (_left == 0)
        {
            if ((Volatile.Read(ref StatusOfBlock) & PacketAbi.UserOwns) == 0)
            {
                packet = null;
                return false;
            }

            _left = *(uint*)(_block + PacketAbi.BlockPackets);
            _packet = _block + *(uint*)(_block + PacketAbi.BlockFirst);
            if (_left == 0)
            {
                HandBack();
            }
        }

        packet = _packet;
        return true;
    }

    /// <summary>Is done with the packet, and with its block after the last one.</summary>
    public void Pass()
    {
        _packet += *(uint*)(_packet + PacketAbi.NextOffset);
        if (--_left == 0)
        {
            HandBack();
        }
    }

    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            _ = LibC.Unmap(_memory, _size);
        }
    }

    private void HandBack()
    {
        Volatile.Write(ref StatusOfBlock, PacketAbi.KernelOwns);
        _number = _number + 1 == _blocks ? 0 : _number + 1;
        _block = (byte*)_memory + ((nuint)_number * BlockSize);
    }

    private readonly record struct Request(
        uint BlockSize, uint Blocks, uint FrameSize, uint Frames, uint RetireMilliseconds, uint Private, uint Features);
}
