namespace NfvRuntime.Sdk.Settings;

/// <summary>A piece of a document, whatever language the document is written in.</summary>
public abstract class SettingsNode
{
    private protected SettingsNode(SourcePosition position) => Position = position;

    /// <summary>Where the piece begins.</summary>
    public SourcePosition Position { get; }

    /// <summary>What the piece is, for messages: <c>a list</c>, <c>'text'</c>.</summary>
    public abstract string Describe();
}
