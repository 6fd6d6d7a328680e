namespace NfvRuntime.Sdk.Settings;

/// <summary>Stands where a piece could not be read and that was already reported; every format refuses it in silence.</summary>
/// <param name="position">Where the piece begins.</param>
public sealed class InvalidNode(SourcePosition position) : SettingsNode(position)
{
    /// <inheritdoc/>
    public override string Describe() => "something unreadable";
}
