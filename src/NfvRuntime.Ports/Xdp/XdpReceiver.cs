using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;
using NfvRuntime.Packets;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>
/// Receives from one queue without a copy of our own: the kernel has as many buffers as the ring has slots, and each frame that comes is exchanged
/// against the buffer of the slot that it goes to.
/// </summary>
internal sealed unsafe class XdpReceiver : LiveReceiver
{
    private const long StatisticsMilliseconds = 100;

    private readonly XdpSocket _socket;
    private readonly XdpRing _frames;
    private readonly XdpRing _fill;
    private readonly XdpMemory _memory;
    private readonly Region _region;
    private readonly NetmapSlot* _slots;
    private readonly ulong[] _lent;
    private uint _ready;
    private ulong _told;
    private long _read;

    /// <exception cref="NetmapException">ENOMEM: the region has not the buffers to lend.</exception>
    public XdpReceiver(Kring kring, ReceiveBooks books, XdpSocket socket, XdpMemory memory)
        : base(kring, books, socket.Descriptor)
    {
        _socket = socket;
        _frames = socket.Receive;
        _fill = socket.Fill;
        _memory = memory;
        _region = kring.Ring.Region;
        _slots = kring.Ring.Slots;
        _lent = new ulong[(_region.BufferCount + 63) / 64];
        Lend(kring);
    }

    /// <summary>Calls the visitor with each buffer that the kernel has. Nobody may sync meanwhile.</summary>
    public void VisitLent(Action<uint> visitor)
    {
        for (uint buffer = 0; buffer < _region.BufferCount; buffer++)
        {
            if (IsLent(buffer))
            {
                visitor(buffer);
            }
        }
    }

    /// <summary>Takes the buffers back, once the socket is closed.</summary>
    public void TakeBack()
    {
        var buffers = new List<uint>();
        VisitLent(buffers.Add);
        Array.Clear(_lent);
        _region.FreeBuffers([.. buffers]);
    }

    protected override bool TryBring(Kring kring)
    {
        if (_ready == 0 && (_ready = _frames.Ready) == 0 || kring.Room == 0)
        {
            return false;
        }

        var frame = _frames.Descriptor(_frames.Index);
        if (!_memory.TryLocate(frame.Address, out var buffer, out var offset) || !IsLent(buffer) || offset + frame.Length > _region.BufferSize)
        {
            kring.ReportFault($"the kernel gives {frame.Length} bytes at 0x{frame.Address:x}, which it was not lent");
            Pass();
            return false;
        }

        var at = kring.HwTail;
        var slot = _slots + at;
        var spare = Volatile.Read(ref slot->BufIdx);
        if (!_region.IsUsableBuffer(spare) || IsLent(spare))
        {
            kring.ReportFault($"slot {at} names buffer {spare}, which {(_region.IsUsableBuffer(spare) ? "the kernel has" : $"is none of {_region.BufferCount}")}");
            return false;
        }

        Flip(buffer);
        Flip(spare);
        _fill.Address(_fill.Index++) = _memory.ChunkOf(spare);
        *(ulong*)slot = buffer | (ulong)frame.Length << 32;
        slot->Ptr = offset;
        kring.HwTail = RingIndex.Next(at, kring.NumSlots);
        Pass();
        return true;
    }

    protected override bool TryPeek(out byte* frame, out int length, out VirtioNetHeader header) => throw new NotSupportedException();

    protected override void Pass()
    {
        _frames.Index++;
        _ready--;
    }

    protected override bool IsReady() => _frames.Ready > 0;

    protected override void AfterSync()
    {
        _fill.Publish();
        _frames.Release();
        if (_fill.NeedsWakeup)
        {
            _socket.Poke();
        }

        if (Environment.TickCount64 - _read >= StatisticsMilliseconds)
        {
            BeforeSleep();
        }
    }

    /// <summary>Adds what the kernel has dropped since it was last asked: for want of buffers or room, or because it was too long.</summary>
    protected override void BeforeSleep()
    {
        _read = Environment.TickCount64;
        var figures = stackalloc ulong[6];
        uint length = 6 * sizeof(ulong);
        if (LibC.GetOption(_socket.Descriptor, XdpAbi.Level, XdpAbi.Statistics, figures, &length) == 0 && length == 6 * sizeof(ulong))
        {
            var lost = figures[0] + figures[3];
            Books.KernelFull.Add(lost - _told);
            _told = lost;
        }
    }

    protected override void Close() => _socket.Release();

    private bool IsLent(uint buffer) => (_lent[buffer >> 6] & (1UL << (int)buffer)) != 0;

    private void Flip(uint buffer) => _lent[buffer >> 6] ^= 1UL << (int)buffer;

    private void Lend(Kring kring)
    {
        var buffers = new uint[kring.NumSlots];
        try
        {
            _region.AllocateBuffers(buffers);
        }
        catch (InsufficientBuffersException e)
        {
            throw new NetmapException(NetmapError.NoMemory, $"no {buffers.Length} buffers to lend to the kernel: {e.Message}");
        }

        foreach (var buffer in buffers)
        {
            Flip(buffer);
            _fill.Address(_fill.Index++) = _memory.ChunkOf(buffer);
        }

        _fill.Publish();
    }
}
