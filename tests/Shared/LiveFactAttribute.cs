namespace NfvRuntime.Tests;

/// <summary>A fact that needs interfaces of its own, so root and ip; skipped with the reason where it cannot have them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LiveFactAttribute : FactAttribute
{
    private static readonly string? Missing = FindMissing();

    public LiveFactAttribute(params string[] tools) =>
        Skip = Missing ?? (tools.FirstOrDefault(tool => !Shell.Has(tool)) is { } tool ? $"{tool} is not installed" : null);

    private static string? FindMissing()
    {
        if (!Environment.IsPrivilegedProcess || !Shell.Has("ip"))
        {
            return "needs root, and the program ip: it makes network interfaces";
        }

        var name = $"nfvp{Environment.ProcessId}";
        var (exit, output) = Shell.Try($"ip netns add {name}");
        _ = Shell.Try($"ip netns del {name}");
        return exit == 0 ? null : $"no network namespace can be made here: {output.Trim()}";
    }
}
