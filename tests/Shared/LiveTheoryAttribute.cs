namespace NfvRuntime.Tests;

/// <summary>A theory under the conditions of <see cref="LiveFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LiveTheoryAttribute : TheoryAttribute
{
    public LiveTheoryAttribute(params string[] tools) => Skip = new LiveFactAttribute(tools).Skip;
}
