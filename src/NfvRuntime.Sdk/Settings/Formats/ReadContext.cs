namespace NfvRuntime.Sdk.Settings;

/// <summary>What a format needs for its messages.</summary>
/// <param name="Diagnostics">Where mistakes go.</param>
/// <param name="Subject">What is being read: <c>'burst'</c>, <c>entry 2 of 'ports'</c>.</param>
public readonly record struct ReadContext(DiagnosticBag Diagnostics, string Subject)
{
    /// <summary>Reports that <paramref name="node"/> should have been something else.</summary>
    /// <returns>False, so that a format can return it.</returns>
    public bool Fail(SettingsNode node, string code, string expected)
    {
        if (node is InvalidNode) return false;
        Diagnostics.Error(node.Position, code, $"{Subject} must be {expected}, found {node.Describe()}");
        return false;
    }
}
