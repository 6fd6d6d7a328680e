namespace NfvRuntime.Actors.Native;

/// <summary>On which CPU a thread runs.</summary>
internal static unsafe class Affinity
{
    private const int MaxCpus = 4096;

    /// <summary>Keeps the calling thread on one CPU.</summary>
    /// <param name="cpu">Number of the CPU.</param>
    /// <exception cref="InvalidOperationException">There is no such CPU, or this process may not use it.</exception>
    public static void PinThread(int cpu)
    {
        if (cpu is >= 0 and < MaxCpus)
        {
            byte* mask = stackalloc byte[MaxCpus / 8];
            new Span<byte>(mask, MaxCpus / 8).Clear();
            mask[cpu / 8] = (byte)(1 << (cpu % 8));
            if (Libc.SetAffinity(0, MaxCpus / 8, mask) == 0)
            {
                return;
            }
        }

        throw new InvalidOperationException(
            $"CPU {cpu} cannot be used: there is no such CPU, or this process is kept off it (see taskset -p and the cpuset of its control group).");
    }
}
