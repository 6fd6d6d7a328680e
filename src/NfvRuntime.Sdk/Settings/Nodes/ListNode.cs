namespace NfvRuntime.Sdk.Settings;

/// <summary>Pieces in order.</summary>
/// <param name="position">Where the list begins.</param>
/// <param name="items">Its pieces.</param>
public sealed class ListNode(SourcePosition position, IReadOnlyList<SettingsNode> items) : SettingsNode(position)
{
    /// <summary>The pieces.</summary>
    public IReadOnlyList<SettingsNode> Items { get; } = items;

    /// <inheritdoc/>
    public override string Describe() => "a list";
}
