namespace NfvRuntime.SystemTests.Support;

/// <summary>A fact that is skipped, with the reason, where a program is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RequiresToolFactAttribute : FactAttribute
{
    public RequiresToolFactAttribute(string tool)
    {
        Tool = tool;
        if (!Support.Tool.IsInstalled(tool))
        {
            Skip = $"{tool} is not installed (.ci/run installs it)";
        }
    }

    public string Tool { get; }
}
