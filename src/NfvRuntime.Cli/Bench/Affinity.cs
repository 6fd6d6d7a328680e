using System.Runtime.InteropServices;

namespace NfvRuntime.Cli.Bench;

/// <summary>Pins the calling thread, so that the reference loops run where the islands do (sched_setaffinity(2)).</summary>
internal static unsafe partial class Affinity
{
    /// <summary>Pins the calling thread to one CPU of those the process may use, counted modulo their number. Best effort.</summary>
    public static void PinTo(int cpu)
    {
        Span<ulong> mask = stackalloc ulong[16];
        mask.Clear();
        cpu %= Environment.ProcessorCount;
        mask[cpu / 64] = 1UL << (cpu % 64);
        fixed (ulong* bits = mask)
        {
            _ = SetAffinity(0, (nuint)(mask.Length * 8), bits);
        }
    }

    /// <summary>Lets the calling thread run anywhere again.</summary>
    public static void Unpin()
    {
        Span<ulong> mask = stackalloc ulong[16];
        mask.Fill(ulong.MaxValue);
        fixed (ulong* bits = mask)
        {
            _ = SetAffinity(0, (nuint)(mask.Length * 8), bits);
        }
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int pid, nuint size, ulong* mask);
}
