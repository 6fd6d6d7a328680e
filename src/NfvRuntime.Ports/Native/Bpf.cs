using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Ports.Native;

/// <summary>The system call bpf(2).</summary>
internal static unsafe partial class Bpf
{
    public const int CreateMap = 0;
    public const int UpdateElement = 2;
    public const int LoadProgram = 5;
    public const int CreateLink = 28;

    private static readonly nint Number = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 280 : 321;

    /// <summary>A command that gives a descriptor.</summary>
    /// <returns>Null if it failed; the descriptor is close-on-exec, as all of this call's are.</returns>
    public static SafeFileHandle? Open<T>(int command, T attributes)
        where T : unmanaged => Call(command, attributes) is >= 0 and var descriptor ? new SafeFileHandle(descriptor, ownsHandle: true) : null;

    /// <summary>Any command; negative if it failed.</summary>
    public static nint Call<T>(int command, T attributes)
        where T : unmanaged => SystemCall(Number, command, &attributes, sizeof(T));

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint command, void* attributes, nint size);
}
