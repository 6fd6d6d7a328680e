using System.Runtime.InteropServices;

namespace NfvRuntime.Cli.Bench.Guests;

/// <summary>The CPU time of other processes, to the nanosecond (clock_getcpuclockid(3)).</summary>
internal static unsafe partial class CpuClock
{
    /// <summary>What all threads of a process have used so far.</summary>
    /// <exception cref="InvalidOperationException">There is no such process.</exception>
    public static TimeSpan Of(int process)
    {
        int clock;
        long* time = stackalloc long[2];
        return GetClock(process, &clock) == 0 && GetTime(clock, time) == 0
            ? TimeSpan.FromSeconds(time[0]) + TimeSpan.FromTicks(time[1] / TimeSpan.NanosecondsPerTick)
            : throw new InvalidOperationException($"process {process} is gone, and its CPU time with it");
    }

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int GetClock(int process, int* clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, long* time);
}
