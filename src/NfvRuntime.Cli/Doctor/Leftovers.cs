using NfvRuntime.Cli.Bench.Live;
using NfvRuntime.Guests;
using NfvRuntime.Guests.Machines;

namespace NfvRuntime.Cli.Doctor;

/// <summary>What runs that were killed have left: folders with sockets and records, processes, network namespaces. Memory files without a name, and
/// interfaces of tap: ports, go with their processes.</summary>
internal static class Leftovers
{
    /// <summary>All there is, with what removes it.</summary>
    public static IReadOnlyList<(string What, Action Remove)> Find() =>
    [
        .. MachineFolder.Abandoned().Select(static folder => ((string, Action))($"machine folder {folder}", () => MachineFolder.Remove(folder))),
        .. GuestFolders.Abandoned().Select(static folder => ((string, Action))($"folder of process guests {folder}", () => GuestFolders.Remove(folder))),
        .. (SystemView.HasProgram("ip") ? LiveNetwork.Leftovers() : []).Select(static space => ((string, Action))($"network namespace {space}", () => LiveNetwork.Remove(space))),
    ];

    /// <summary>Findings for all there is, after it was removed if that is asked for.</summary>
    public static IEnumerable<Finding> Check(bool clean)
    {
        IReadOnlyList<(string What, Action Remove)> found = Find();
        if (found.Count == 0)
        {
            return [new("leftovers", FindingLevel.Ok, "nothing is left of earlier runs")];
        }

        return found.Select(left => clean ? Remove(left.What, left.Remove)
            : new("leftovers", FindingLevel.Warning, $"left of a run that was killed: {left.What}", "nfv doctor --clean"));
    }

    private static Finding Remove(string what, Action remove)
    {
        try
        {
            remove();
            return new("leftovers", FindingLevel.Ok, $"removed: {what}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or LiveBenchException)
        {
            return new("leftovers", FindingLevel.Error, $"cannot be removed: {what}: {e.Message}", "remove it as the user who made it");
        }
    }
}
