using System.Runtime.CompilerServices;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>
/// Sends to one queue straight from the slots' buffers. A slot is its owner's again when the kernel says that its buffer has been sent.
/// </summary>
internal sealed unsafe class XdpSender : LiveSender
{
    private const int EthernetHeader = 14;
    private const int Tag = 4;
    private const long LookMilliseconds = 100;

    private readonly XdpSocket _socket;
    private readonly XdpRing _frames;
    private readonly XdpRing _sent;
    private readonly XdpMemory _memory;
    private readonly InterfaceWatch _watch;
    private readonly PacketGather _gather = new();
    private readonly ushort[] _slotOf;
    private readonly bool[] _away;
    private uint _oldest;
    private uint _inKernel;
    private int _longest;
    private long _looked;
    private bool _isDown;

    public XdpSender(Kring kring, SendBooks books, XdpSocket socket, XdpMemory memory, InterfaceWatch watch)
        : base(books, socket.Descriptor)
    {
        _socket = socket;
        _frames = socket.Transmit;
        _sent = socket.Completion;
        _memory = memory;
        _watch = watch;
        _slotOf = new ushort[kring.Ring.Region.BufferCount];
        _away = new bool[kring.NumSlots];
        _oldest = kring.HwCur;
    }

    /// <summary>Whether the kernel has packets that it has not sent.</summary>
    public bool IsPending => Volatile.Read(ref _inKernel) > 0;

    protected override bool TrySend(Kring kring)
    {
        Look();
        bool moved;
        do
        {
            Reap(kring);
            moved = Put(kring);
            if (_frames.Waiting > 0 && _frames.NeedsWakeup)
            {
                Push();
            }
        }
        while (moved && kring.Pending > 0);

        Reap(kring);
        return _inKernel == 0;
    }

    /// <summary>The first slot that is not sent yet.</summary>
    protected override uint Finished(Kring kring) => _oldest;

    protected override void Close() => _socket.Release();

    /// <summary>Puts packets into the transmit ring.</summary>
    /// <returns>Whether there was one, and room for it.</returns>
    private bool Put(Kring kring)
    {
        var before = kring.HwCur;
        for (var room = _frames.Free; room > 0 && _gather.Next(kring, kring.HwCur); room--)
        {
            var first = kring.HwCur;
            kring.HwCur = _gather.End;
            if (Refusal(kring, first) is > 0 and var error)
            {
                Books.CountRefused(error, _gather.Length);
                continue;
            }

            var data = _gather.Piece(0).Data;
            ref var frame = ref _frames.Descriptor(_frames.Index++);
            frame = new XdpDescriptor { Address = _memory.AddressOf(data), Length = (uint)_gather.Length };
            _ = _memory.TryLocate(frame.Address, out var buffer, out _);
            _slotOf[buffer] = (ushort)first;
            _away[first] = true;
            _inKernel++;
        }

        _frames.Publish();
        Settle(kring);
        return kring.HwCur != before;
    }

    /// <summary>Makes a packet one piece, which is what the kernel takes.</summary>
    /// <returns>0, or why it cannot be sent.</returns>
    private int Refusal(Kring kring, uint first)
    {
        if (_isDown)
        {
            return Errno.ENETDOWN;
        }

        if (_gather.Length is < EthernetHeader || _gather.Length > _longest)
        {
            return _gather.Length < EthernetHeader ? Errno.EINVAL : Errno.EMSGSIZE;
        }

        var at = _gather.Piece(0);
        if (_gather.Count > 1)
        {
            if (!Holds(kring, at.Data, _gather.Length))
            {
                return Errno.EMSGSIZE;
            }

            var end = at.Data + at.Length;
            for (var i = 1; i < _gather.Count; i++)
            {
                var piece = _gather.Piece(i);
                Unsafe.CopyBlockUnaligned(end, piece.Data, (uint)piece.Length);
                end += piece.Length;
            }
        }

        return 0;
    }

    private bool Holds(Kring kring, byte* data, int length) =>
        _memory.TryLocate(_memory.AddressOf(data), out _, out var offset) && offset + length <= kring.Ring.Region.BufferSize;

    /// <summary>Notes what the kernel has sent, in whatever order.</summary>
    private void Reap(Kring kring)
    {
        for (var count = _sent.Ready; count > 0; count--)
        {
            var address = _sent.Address(_sent.Index++);
            if (_memory.TryLocate(address, out var buffer, out _) && _away[_slotOf[buffer]])
            {
                _away[_slotOf[buffer]] = false;
                _inKernel--;
            }
            else
            {
                kring.ReportFault($"the kernel says it has sent 0x{address:x}, which it was not given");
            }
        }

        _sent.Release();
        Settle(kring);
    }

    private void Settle(Kring kring)
    {
        while (_oldest != kring.HwCur && !_away[_oldest])
        {
            _oldest = RingIndex.Next(_oldest, kring.NumSlots);
        }
    }

    /// <summary>Has the kernel send, as long as it gets on.</summary>
    private void Push()
    {
        uint waiting;
        int error;
        do
        {
            waiting = _frames.Waiting;
            error = _socket.Send();
        }
        while (_frames.Waiting is > 0 and var left && (left < waiting || error == Errno.EINTR));

        if (error is Errno.ENETDOWN or Errno.ENXIO && !_isDown)
        {
            _isDown = true;
            _watch.CountDown();
        }
    }

    private void Look()
    {
        var now = Environment.TickCount64;
        if (now - _looked >= LookMilliseconds)
        {
            _looked = now;
            _longest = _watch.Mtu + EthernetHeader + Tag;
            _isDown = _isDown && _watch.Problem is not null;
        }
    }
}
