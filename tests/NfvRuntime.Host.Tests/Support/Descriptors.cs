using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Host.Tests;

/// <summary>Descriptors of this process.</summary>
internal static partial class Descriptors
{
    public static SafeFileHandle Duplicate(SafeFileHandle handle) => new(Dup((int)handle.DangerousGetHandle()), ownsHandle: true);

    public static int Open => Directory.GetFiles("/proc/self/fd").Length;

    public static int Mappings => File.ReadAllLines("/proc/self/maps").Count(line => line.Contains("nfv-region", StringComparison.Ordinal));

    /// <summary>The test platform opens and closes a few of its own meanwhile, so what is tested is done at least four times.</summary>
    public static void AssertNotGrown(int before) => Assert.InRange(Open, 0, before + 3);

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Dup(int descriptor);
}
