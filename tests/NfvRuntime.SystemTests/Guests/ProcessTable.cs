using System.Diagnostics;
using System.Globalization;

namespace NfvRuntime.SystemTests.Guests;

/// <summary>What the system says of processes.</summary>
internal static class ProcessTable
{
    /// <summary>Ends a process at once, as the system does when memory is short.</summary>
    public static void Kill(int process)
    {
        using var victim = Process.GetProcessById(process);
        victim.Kill();
    }

    /// <summary>Ends a process if it still is a guest.</summary>
    public static void KillAgent(int process)
    {
        if (IsAgent(process))
        {
            Kill(process);
        }
    }

    /// <summary>Whether a process is there, and is a guest.</summary>
    public static bool IsAgent(int process)
    {
        try
        {
            return File.ReadAllText(Path(process, "cmdline")).Contains("nfv-agent", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    public static int Descriptors(int process) => Directory.GetFileSystemEntries(Path(process, "fd")).Length;

    /// <summary>How often a process has mapped regions or counters of guests.</summary>
    public static int SharedMappings(int process) => File.ReadLines(Path(process, "maps"))
        .Count(line => line.Contains("nfv-region", StringComparison.Ordinal) || line.Contains("nfv-counters", StringComparison.Ordinal));

    /// <summary>Children of a process.</summary>
    public static IReadOnlyList<int> Children(int process) =>
    [
        .. Directory.GetDirectories(Path(process, "task")).SelectMany(task => File.ReadAllText(System.IO.Path.Combine(task, "children"))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(child => int.Parse(child, CultureInfo.InvariantCulture)),
    ];

    private static string Path(int process, string file) => string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/{file}");
}
