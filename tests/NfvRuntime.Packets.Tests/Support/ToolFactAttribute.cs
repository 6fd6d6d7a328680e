namespace NfvRuntime.Packets.Tests;

/// <summary>A test that asks a program of the machine for its judgement; skipped, with the reason, where the program is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(string tool)
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, tool)));
        Skip = found ? null : $"{tool} is not installed";
    }
}
