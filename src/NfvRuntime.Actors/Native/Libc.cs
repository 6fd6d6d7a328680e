using System.Runtime.InteropServices;

namespace NfvRuntime.Actors.Native;

/// <summary>The system calls an island waits and places itself with, and their Linux constants.</summary>
internal static unsafe partial class Libc
{
    public const int EventFdNonBlockingCloexec = 0x800 | 0x80000; // EFD_NONBLOCK | EFD_CLOEXEC
    public const int EpollCloexec = 0x80000;
    public const int EpollAdd = 1;
    public const int EpollDelete = 2;
    public const int EpollModify = 3;
    public const uint EpollIn = 0x1;
    public const uint EpollEdgeTriggered = 0x80000000;
    public const int Interrupted = 4; // EINTR

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, void* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int fd, void* @event);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int EpollWait(int epoll, void* events, int capacity, int milliseconds);

    // Has nanoseconds; glibc 2.35, Linux 5.11.
    [LibraryImport("libc", EntryPoint = "epoll_pwait2", SetLastError = true)]
    public static partial int EpollWaitPrecisely(int epoll, void* events, int capacity, Timespec* timeout, void* signals);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    public static partial int SetAffinity(int thread, nuint size, void* mask);

    [StructLayout(LayoutKind.Sequential)]
    public struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
