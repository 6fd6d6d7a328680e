namespace NfvRuntime.Sdk.Settings;

/// <summary>Pieces by key, in the order of the file; keys are unique.</summary>
public sealed class MapNode : SettingsNode
{
    private readonly Dictionary<string, MapEntry> _byKey = [];

    /// <summary>Makes a map.</summary>
    /// <param name="position">Where it begins.</param>
    /// <param name="entries">With unique keys.</param>
    /// <exception cref="ArgumentException">A key stands twice.</exception>
    public MapNode(SourcePosition position, IReadOnlyList<MapEntry> entries)
        : base(position)
    {
        Entries = entries;
        foreach (var entry in entries) _byKey.Add(entry.Key.Text, entry);
    }

    /// <summary>The entries in the order of the file.</summary>
    public IReadOnlyList<MapEntry> Entries { get; }

    /// <summary>The entry of a key, or null.</summary>
    public MapEntry? Find(string key) => _byKey.GetValueOrDefault(key);

    /// <inheritdoc/>
    public override string Describe() => "a map";
}
