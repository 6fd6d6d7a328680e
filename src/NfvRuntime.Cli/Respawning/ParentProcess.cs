using System.Globalization;
using System.Runtime.InteropServices;

namespace NfvRuntime.Cli.Respawning;

/// <summary>What a chain's process knows of the one that watches it and starts it again.</summary>
internal static partial class ParentProcess
{
    private const string Variable = "NFV_RESPAWNED";
    private const int SetParentDeathSignal = 1;
    private const int Terminate = 15;

    /// <summary>How often the chain was started again before this process; null if nobody watches.</summary>
    public static int? Respawns =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable)?.Split(' ')[0], CultureInfo.InvariantCulture, out int count) ? count : null;

    /// <summary>Marks a process that is about to be started as one that is watched.</summary>
    /// <param name="environment">Its environment.</param>
    /// <param name="respawns">How often the chain was started again before.</param>
    public static void Mark(IDictionary<string, string?> environment, int respawns) =>
        environment[Variable] = string.Create(CultureInfo.InvariantCulture, $"{respawns} {Environment.ProcessId}");

    /// <summary>Sees to it that this process stops in order when the one that watches it dies.</summary>
    /// <returns>False if that one has died already.</returns>
    public static bool Follow()
    {
        if (Respawns is null)
        {
            return true;
        }

        _ = Control(SetParentDeathSignal, Terminate, 0, 0, 0);
        string parent = Environment.GetEnvironmentVariable(Variable)!.Split(' ')[^1];
        return string.Create(CultureInfo.InvariantCulture, $"{GetParent()}") == parent;
    }

    [LibraryImport("libc", EntryPoint = "prctl")]
    private static partial int Control(int option, nint argument2, nint argument3, nint argument4, nint argument5);

    [LibraryImport("libc", EntryPoint = "getppid")]
    private static partial int GetParent();
}
