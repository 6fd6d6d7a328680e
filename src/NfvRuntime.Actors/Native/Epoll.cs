using System.Diagnostics;
using System.Runtime.InteropServices;

namespace NfvRuntime.Actors.Native;

/// <summary>One epoll set; one thread, except for <see cref="Dispose"/> after that thread has ended.</summary>
internal sealed unsafe class Epoll : IDisposable
{
    private const int Capacity = 64;

    // struct epoll_event is packed on x86-64 only.
    private static readonly bool Packed = RuntimeInformation.ProcessArchitecture is Architecture.X64;
    private static readonly int EventSize = Packed ? 12 : 16;
    private static readonly int DataOffset = Packed ? 4 : 8;

    private readonly int _fd;
    private readonly byte* _events;
    private bool _precise = true;

    public Epoll()
    {
        _fd = Libc.EpollCreate(Libc.EpollCloexec);
        if (_fd < 0)
        {
            throw Failure("epoll_create1");
        }

        _events = (byte*)NativeMemory.AllocZeroed((nuint)(Capacity * EventSize));
    }

    /// <summary>Adds a descriptor, or changes what it is watched for.</summary>
    /// <param name="operation"><see cref="Libc.EpollAdd"/>, <see cref="Libc.EpollModify"/> or <see cref="Libc.EpollDelete"/>.</param>
    /// <param name="fd">The descriptor.</param>
    /// <param name="interest">Events of epoll.</param>
    /// <returns>0, or the error number.</returns>
    public int Control(int operation, int fd, uint interest)
    {
        byte* @event = stackalloc byte[16];
        *(uint*)@event = interest;
        *(long*)(@event + DataOffset) = fd;
        return Libc.EpollControl(_fd, operation, fd, @event) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Waits until a descriptor is ready or the time is up.</summary>
    /// <param name="ticks">Stopwatch ticks; negative for no limit.</param>
    /// <returns>How many descriptors are ready, for <see cref="Ready"/>.</returns>
    public int Wait(long ticks)
    {
        int ready = _precise ? WaitPrecisely(ticks) : WaitMilliseconds(ticks);
        if (ready >= 0)
        {
            return ready;
        }

        return Marshal.GetLastPInvokeError() == Libc.Interrupted ? 0 : throw Failure("epoll_wait");
    }

    /// <summary>A descriptor that the last <see cref="Wait"/> found ready.</summary>
    public int Ready(int i) => (int)*(long*)(_events + (i * EventSize) + DataOffset);

    public void Dispose()
    {
        NativeMemory.Free(_events);
        _ = Libc.Close(_fd);
    }

    private int WaitPrecisely(long ticks)
    {
        try
        {
            (long seconds, long rest) = Math.DivRem(Math.Max(ticks, 0), Stopwatch.Frequency);
            var timeout = new Libc.Timespec { Seconds = seconds, Nanoseconds = rest * 1_000_000_000 / Stopwatch.Frequency };
            int ready = Libc.EpollWaitPrecisely(_fd, _events, Capacity, ticks < 0 ? null : &timeout, null);
            if (ready >= 0 || Marshal.GetLastPInvokeError() == Libc.Interrupted)
            {
                return ready;
            }
        }
        catch (EntryPointNotFoundException)
        {
            // An older C library; the kernel may be older too, which shows as an error number.
        }

        _precise = false;
        return WaitMilliseconds(ticks);
    }

    private int WaitMilliseconds(long ticks)
    {
        long milliseconds = ticks < 0 ? -1 : Math.Min((ticks + (Stopwatch.Frequency / 1000) - 1) / (Stopwatch.Frequency / 1000), int.MaxValue);
        return Libc.EpollWait(_fd, _events, Capacity, (int)milliseconds);
    }

    private static InvalidOperationException Failure(string call) =>
        new($"{call} failed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}. Is the limit of open files too low (ulimit -n)?");
}
