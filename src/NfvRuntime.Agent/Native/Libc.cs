using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Agent.Native;

/// <summary>The system calls that .NET has not.</summary>
internal static unsafe partial class Libc
{
    private const int DuplicateClosedOnExec = 1030; // F_DUPFD_CLOEXEC
    private const int NoSuchThread = 3; // ESRCH: it has ended meanwhile

    /// <summary>Another descriptor of the same thing, closed on exec.</summary>
    /// <exception cref="IOException">The limit of open files is reached.</exception>
    public static SafeFileHandle Duplicate(SafeFileHandle handle)
    {
        int made = Control(handle, DuplicateClosedOnExec, 0);
        return made >= 0
            ? new SafeFileHandle(made, ownsHandle: true)
            : throw new IOException($"A descriptor cannot be duplicated: {Marshal.GetLastPInvokeErrorMessage()}; see 'ulimit -n'.");
    }

    /// <summary>Keeps this process, its threads to come included, on some CPUs.</summary>
    /// <param name="cpus">Their numbers.</param>
    /// <exception cref="IOException">None of them is there, or may be used.</exception>
    public static void RunOn(IReadOnlyCollection<int> cpus)
    {
        Span<ulong> mask = stackalloc ulong[16];
        mask.Clear();
        foreach (int cpu in cpus)
        {
            mask[cpu / 64] |= 1UL << (cpu % 64);
        }

        fixed (ulong* bits = mask)
        {
            foreach (string thread in Directory.GetDirectories("/proc/self/task"))
            {
                int number = int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture);
                if (SetAffinity(number, (nuint)(mask.Length * 8), bits) != 0 && Marshal.GetLastPInvokeError() != NoSuchThread)
                {
                    throw new IOException(Marshal.GetLastPInvokeErrorMessage());
                }
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    private static partial int Control(SafeFileHandle descriptor, int command, int value);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity", SetLastError = true)]
    private static partial int SetAffinity(int thread, nuint size, ulong* mask);
}
