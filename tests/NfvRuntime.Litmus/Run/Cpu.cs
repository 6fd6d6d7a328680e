using System.Runtime.InteropServices;

namespace NfvRuntime.Litmus;

/// <summary>Keeps the two sides on different CPUs, where stores wait in different buffers.</summary>
internal static partial class Cpu
{
    private const int MaskWords = 16; // 1024 CPUs, the size of the C library's cpu_set_t

    // As it was before any thread was bound: threads and processes started later inherit a bound thread's mask.
    private static readonly ulong[] Allowed = ReadMask();

    /// <summary>Binds the calling thread to one of the CPUs that this process may use. Where that fails the thread goes on unbound.</summary>
    /// <param name="number">Which of them, counted from 0.</param>
    public static void Bind(int number)
    {
        int seen = 0;
        for (int cpu = 0; cpu < MaskWords * 64; cpu++)
        {
            if ((Allowed[cpu / 64] >> (cpu % 64) & 1) != 0 && seen++ == number)
            {
                ulong[] mask = new ulong[MaskWords];
                mask[cpu / 64] = 1UL << (cpu % 64);
                _ = SetAffinity(0, MaskWords * sizeof(ulong), mask);
            }
        }
    }

    /// <summary>Lets the calling thread run on all of them again.</summary>
    public static void Release() => _ = SetAffinity(0, MaskWords * sizeof(ulong), Allowed);

    private static ulong[] ReadMask()
    {
        ulong[] mask = new ulong[MaskWords];
        _ = GetAffinity(0, MaskWords * sizeof(ulong), mask);
        return mask;
    }

    [LibraryImport("libc", EntryPoint = "sched_getaffinity")]
    private static partial int GetAffinity(int thread, nint size, [Out] ulong[] mask);

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint size, ulong[] mask);
}
