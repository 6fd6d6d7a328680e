using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace NfvRuntime.Cli.Bench.Live;

/// <summary>Lets a thread work in another network namespace. Sockets and files of it that the thread opens stay there.</summary>
internal static partial class SpaceThread
{
    private const int NetworkNamespace = 0x40000000;

    /// <summary>Moves the calling thread, which should end afterwards: it does not come back.</summary>
    public static void Enter(string space)
    {
        using SafeFileHandle file = File.OpenHandle($"/run/netns/{space}");
        if (SetNamespace(file, NetworkNamespace) != 0)
        {
            throw new LiveBenchException($"cannot enter the network namespace {space}");
        }
    }

    [LibraryImport("libc", EntryPoint = "setns")]
    private static partial int SetNamespace(SafeFileHandle descriptor, int kind);
}
