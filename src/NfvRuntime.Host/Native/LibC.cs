using System.Runtime.InteropServices;

namespace NfvRuntime.Host.Native;

/// <summary>The few C library calls that a notification needs.</summary>
internal static unsafe partial class LibC
{
    /// <summary>Close-on-exec and never blocking: a peer that never reads must not hold up its notifier.</summary>
    public const int EventFdFlags = 0x80000 | 0x800;

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int EventFd(uint initial, int flags);

    [LibraryImport("libc", EntryPoint = "read")]
    public static partial nint Read(int descriptor, void* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "write")]
    public static partial nint Write(int descriptor, void* buffer, nuint length);
}
