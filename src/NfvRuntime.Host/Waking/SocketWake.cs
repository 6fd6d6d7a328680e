using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Host.Native;

namespace NfvRuntime.Host;

/// <summary>One end of a datagram socket pair, for kicks to and from a peer that is not trusted: it can neither make this side block
/// nor wake it more often than a limit says.</summary>
/// <remarks>A kick is a datagram; what it holds is not looked at. While too many come the socket is not listened to, and a timer wakes this side at the
/// end of the window, so that a kick is late at most by a window and never lost.</remarks>
public sealed unsafe class SocketWake : Wake
{
    /// <summary>Datagrams read at once; the rest stays in the socket, whose queue is bounded by the kernel.</summary>
    private const int DrainBound = 16;

    private readonly SafeFileHandle _socket;
    private readonly SafeFileHandle? _epoll;
    private readonly SafeFileHandle? _timer;
    private readonly int _limit;
    private readonly long _window;
    private readonly TimeSpan _windowTime;
    private long _windowStart;
    private int _inWindow;
    private bool _muted;

    /// <summary>Uses an end that was received or inherited, and owns it from here on.</summary>
    /// <param name="socket">The end.</param>
    /// <param name="limit">How often the peer may wake this side; null: as often as it likes.</param>
    /// <exception cref="NetmapException">ENOMEM: the process may not have another descriptor.</exception>
    public SocketWake(SafeFileHandle socket, KickLimit? limit = null)
    {
        _socket = socket;
        if (limit is null)
        {
            return;
        }

        _limit = limit.Kicks;
        _windowTime = limit.Window;
        _window = (long)(limit.Window.TotalSeconds * Stopwatch.Frequency);
        _epoll = LibC.Take(LibC.EpollCreate(LibC.EpollCloseOnExec), "an epoll instance");
        _timer = LibC.Take(LibC.TimerCreate(LibC.ClockMonotonic, LibC.TimerFlags), "a timer");
        Watch((int)_timer.DangerousGetHandle());
        Listen(LibC.EpollAdd, listening: true);
    }

    /// <inheritdoc/>
    public override int Descriptor => (int)(_epoll ?? _socket).DangerousGetHandle();

    /// <summary>Kicks that arrived.</summary>
    public ulong Received { get; private set; }

    /// <summary>Times the peer was not listened to because it kicked too often.</summary>
    public ulong Storms { get; private set; }

    /// <summary>Kicks that the peer's full socket did not take. It is readable then, so none is missing.</summary>
    public ulong Merged { get; private set; }

    /// <summary>Makes a pair.</summary>
    /// <param name="limit">How often this side may be woken.</param>
    /// <param name="peer">The other end, to be handed to the peer; close-on-exec.</param>
    /// <returns>This side's end.</returns>
    /// <exception cref="NetmapException">ENOMEM: the process may not have another descriptor.</exception>
    public static SocketWake CreatePair(KickLimit limit, out SafeFileHandle peer)
    {
        int* ends = stackalloc int[2];
        if (LibC.SocketPair(LibC.FamilyUnix, LibC.DatagramFlags, 0, ends) != 0)
        {
            throw LibC.NoDescriptor("a socket pair");
        }

        var mine = new SafeFileHandle(ends[0], ownsHandle: true);
        peer = new SafeFileHandle(ends[1], ownsHandle: true);
        return new SocketWake(mine, limit);
    }

    /// <summary>Makes <see cref="Descriptor"/> readable also when another descriptor is. For ends with a limit.</summary>
    public void Watch(int descriptor)
    {
        var entry = new EpollEvent { Events = LibC.EpollIn };
        if (LibC.EpollControl(Descriptor, LibC.EpollAdd, descriptor, &entry) != 0)
        {
            throw LibC.NoDescriptor("a watch on a descriptor");
        }
    }

    /// <summary>Ends <see cref="Watch"/>.</summary>
    public void Unwatch(int descriptor)
    {
        EpollEvent ignored;
        _ = LibC.EpollControl(Descriptor, LibC.EpollDelete, descriptor, &ignored);
    }

    /// <inheritdoc/>
    public override void Signal()
    {
        byte kick = 1;
        if (LibC.Send((int)_socket.DangerousGetHandle(), &kick, 1, LibC.NeverWaitOrSignal) != 1)
        {
            Merged++;
        }
    }

    /// <inheritdoc/>
    public override bool Drain()
    {
        if (_muted && !TryUnmute())
        {
            return false; // woken by what else is watched
        }

        byte kick;
        int count = 0;
        while (count < DrainBound && LibC.Receive((int)_socket.DangerousGetHandle(), &kick, 1, LibC.NeverWaitOrSignal) >= 0)
        {
            count++;
        }

        Received += (ulong)count;
        if (_limit > 0 && count > 0)
        {
            Limit();
        }

        return count > 0;
    }

    /// <inheritdoc/>
    protected override void Close()
    {
        _epoll?.Dispose();
        _timer?.Dispose();
        _socket.Dispose();
    }

    private void Limit()
    {
        long now = Stopwatch.GetTimestamp();
        if (now - _windowStart >= _window)
        {
            _windowStart = now;
            _inWindow = 0;
        }

        if (++_inWindow < _limit)
        {
            return;
        }

        Storms++;
        _muted = true;
        _inWindow = 0;
        Listen(LibC.EpollModify, listening: false);
        var due = new TimerSetting { First = new TimeSpec(_windowTime) };
        _ = LibC.TimerSet((int)_timer!.DangerousGetHandle(), 0, &due, null);
    }

    private bool TryUnmute()
    {
        ulong ticks;
        if (LibC.Read((int)_timer!.DangerousGetHandle(), &ticks, sizeof(ulong)) != sizeof(ulong))
        {
            return false;
        }

        _muted = false;
        Listen(LibC.EpollModify, listening: true);
        return true;
    }

    private void Listen(int operation, bool listening)
    {
        int socket = (int)_socket.DangerousGetHandle();
        var entry = new EpollEvent { Events = listening ? LibC.EpollIn : 0 };
        if (LibC.EpollControl(Descriptor, operation, socket, &entry) != 0)
        {
            throw LibC.NoDescriptor("a watch on a descriptor");
        }
    }
}
