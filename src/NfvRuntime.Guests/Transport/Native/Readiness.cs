using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace NfvRuntime.Guests.Transport.Native;

/// <summary>
/// One background thread with one edge-triggered epoll set for all transports of the process: .NET's sockets can wait for room to send
/// only by sending, which cannot carry descriptors.
/// </summary>
internal sealed unsafe class Readiness
{
    private const int Capacity = 64;
    private const uint Interest =
        Libc.EpollIn | Libc.EpollOut | Libc.EpollPeerClosed | Libc.EpollEdgeTriggered;

    private const uint ReadEvents = Libc.EpollIn | Libc.EpollPeerClosed | Libc.EpollHangUp | Libc.EpollError;
    private const uint WriteEvents = Libc.EpollOut | Libc.EpollHangUp | Libc.EpollError;

    private static readonly Lazy<Readiness> Instance = new(static () => new Readiness());

    // struct epoll_event is packed on x86-64 only.
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture is Architecture.X64;
    private static readonly int EventSize = Packed ? 12 : 16;
    private static readonly int DataOffset = Packed ? 4 : 8;

    private readonly int _epoll;
    private readonly ConcurrentDictionary<ulong, Watch> _watches = new();
    private ulong _lastKey;

    private Readiness()
    {
        _epoll = Libc.EpollCreate(Libc.EpollCloexec);
        if (_epoll < 0)
        {
            throw Failure("epoll_create1");
        }

        new Thread(Run) { IsBackground = true, Name = "agent transports" }.Start();
    }

    /// <summary>The one of this process.</summary>
    public static Readiness Shared => Instance.Value;

    /// <summary>Begins to watch a socket.</summary>
    public Watch Add(SafeHandle socket)
    {
        // Keys are never used twice, so an event that was under way when a descriptor's number went to another socket finds nobody.
        var watch = new Watch(this, socket, Interlocked.Increment(ref _lastKey));
        _watches[watch.Key] = watch;
        byte* @event = stackalloc byte[16];
        *(uint*)@event = Interest;
        *(ulong*)(@event + DataOffset) = watch.Key;
        if (Libc.EpollControl(_epoll, Libc.EpollAdd, socket, @event) != 0)
        {
            _watches.TryRemove(watch.Key, out _);
            throw Failure("epoll_ctl");
        }

        return watch;
    }

    /// <summary>Ends a watch; its socket is still open.</summary>
    public void Remove(Watch watch)
    {
        _watches.TryRemove(watch.Key, out _);
        byte* unused = stackalloc byte[16];
        _ = Libc.EpollControl(_epoll, Libc.EpollDelete, watch.Socket, unused);
    }

    private void Run()
    {
        byte* events = stackalloc byte[Capacity * 16];
        while (true)
        {
            int ready = Libc.EpollWait(_epoll, events, Capacity, -1);
            for (int i = 0; i < ready; i++)
            {
                uint what = *(uint*)(events + (i * EventSize));
                if (_watches.TryGetValue(*(ulong*)(events + (i * EventSize) + DataOffset), out Watch? watch))
                {
                    if ((what & ReadEvents) != 0) watch.Readable.Set();
                    if ((what & WriteEvents) != 0) watch.Writable.Set();
                }
            }
        }
    }

    private static IOException Failure(string call) =>
        new($"{call} failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}. Is the limit of open files too low (ulimit -n)?");
}
