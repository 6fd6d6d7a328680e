using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host.Native;

/// <summary>The few C library calls that a notification needs.</summary>
internal static unsafe partial class LibC
{
    /// <summary>Close-on-exec and never blocking: a peer that never reads must not hold up its notifier.</summary>
    public const int EventFdFlags = 0x80000 | 0x800;

    public const int EpollCloseOnExec = 0x80000;
    public const int EpollAdd = 1;
    public const int EpollDelete = 2;
    public const int EpollModify = 3;
    public const uint EpollIn = 1;
    public const int ClockMonotonic = 1;
    public const int TimerFlags = 0x80000 | 0x800; // TFD_CLOEXEC | TFD_NONBLOCK
    public const int FamilyUnix = 1;
    public const int DatagramFlags = 2 | 0x80000 | 0x800; // SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK

    /// <summary>Said at every call, since whoever shares a socket can change its own setting.</summary>
    public const int NeverWaitOrSignal = 0x40 | 0x4000; // MSG_DONTWAIT | MSG_NOSIGNAL

    /// <summary>Takes hold of a descriptor that a call has just made.</summary>
    /// <exception cref="NetmapException">ENOMEM: it made none.</exception>
    public static SafeFileHandle Take(int descriptor, string what) =>
        descriptor >= 0 ? new SafeFileHandle(descriptor, ownsHandle: true) : throw NoDescriptor(what);

    public static NetmapException NoDescriptor(string what)
    {
        string reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        return new NetmapException(NetmapError.NoMemory, $"cannot make {what} ({reason}): raise the limit of open files (ulimit -n)");
    }

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read")]
    public static partial nint Read(int descriptor, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write")]
    public static partial nint Write(int descriptor, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "send")]
    public static partial nint Send(int descriptor, void* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv")]
    public static partial nint Receive(int descriptor, void* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "socketpair", SetLastError = true)]
    public static partial int SocketPair(int family, int type, int protocol, int* ends);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int EpollCreate(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int EpollControl(int epoll, int operation, int descriptor, EpollEvent* entry);

    [LibraryImport("libc", EntryPoint = "ppoll")]
    public static partial int Poll(PollEntry* entries, nuint count, TimeSpec* time, void* signals);

    [LibraryImport("libc", EntryPoint = "timerfd_create", SetLastError = true)]
    public static partial int TimerCreate(int clock, int flags);

    [LibraryImport("libc", EntryPoint = "timerfd_settime")]
    public static partial int TimerSet(int timer, int flags, TimerSetting* setting, TimerSetting* old);
}
