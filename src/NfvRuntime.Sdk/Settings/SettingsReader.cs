namespace NfvRuntime.Sdk.Settings;

/// <summary>
/// Reads a map of settings into typed values. A user's mistake never throws: it is reported and a placeholder returned, so that one
/// reading finds every mistake. Keys that were never asked for are reported by <see cref="Finish"/>. Not thread-safe.
/// </summary>
public sealed class SettingsReader
{
    private readonly MapNode _map;
    private readonly List<string> _asked = [];
    private readonly Dictionary<string, SettingDescription> _described = new(StringComparer.Ordinal);

    /// <summary>Reads <paramref name="map"/>.</summary>
    /// <param name="map">The settings.</param>
    /// <param name="diagnostics">Where mistakes go.</param>
    /// <param name="subject">Whose settings they are, for messages: <c>stage 'fw'</c>.</param>
    public SettingsReader(MapNode map, DiagnosticBag diagnostics, string subject)
    {
        _map = map;
        Diagnostics = diagnostics;
        Subject = subject;
    }

    /// <summary>Where mistakes go.</summary>
    public DiagnosticBag Diagnostics { get; }

    /// <summary>Whose settings they are, for messages.</summary>
    public string Subject { get; }

    /// <summary>Where the settings begin.</summary>
    public SourcePosition Position => _map.Position;

    /// <summary>Every key that was asked for so far, in the order of asking.</summary>
    internal IEnumerable<SettingDescription> Asked =>
        _asked.Select(key => _described.GetValueOrDefault(key) ?? new SettingDescription(key, "", false, ""));

    /// <summary>Whether the key is there; it counts as known from now on.</summary>
    public bool Has(string key) => Node(key) is not null;

    /// <summary>The raw piece of a key, or null; the key counts as known from now on.</summary>
    public SettingsNode? Node(string key)
    {
        if (!_asked.Contains(key)) _asked.Add(key);
        return _map.Find(key)?.Value;
    }

    /// <summary>The value of a key that must be there.</summary>
    /// <returns>The value; after a mistake <see cref="SettingFormat{T}.Placeholder"/>.</returns>
    public T Required<T>(string key, SettingFormat<T> format)
    {
        _described[key] = new SettingDescription(key, format.Expected, true, "");
        if (Node(key) is { } node) return Read(key, node, format, format.Placeholder);
        Diagnostics.Error(Position, DiagnosticCodes.MissingKey, $"{Subject} needs the key '{key}' ({format.Expected})");
        return format.Placeholder;
    }

    /// <summary>The value of a key that may be left out.</summary>
    /// <returns>The value; <paramref name="fallback"/> when the key is not there or its value is a mistake.</returns>
    public T Optional<T>(string key, SettingFormat<T> format, T fallback)
    {
        _described[key] = new SettingDescription(key, format.Expected, false, SettingsOutline.Say(fallback));
        return Node(key) is { } node ? Read(key, node, format, fallback) : fallback;
    }

    /// <summary>Reports a mistake that only the owner of the settings can see, at the value of a key (or at the whole map).</summary>
    public void Refuse(string key, string message) =>
        Diagnostics.Error(_map.Find(key)?.Value.Position ?? Position, DiagnosticCodes.Refused, message);

    /// <summary>As <see cref="Refuse"/>, but the settings can be used.</summary>
    public void Warn(string key, string message) =>
        Diagnostics.Warning(_map.Find(key)?.Value.Position ?? Position, DiagnosticCodes.Refused, message);

    /// <summary>Reports every key that nobody asked for, with the nearest known one. Call once, after all reads.</summary>
    public void Finish()
    {
        foreach (var entry in _map.Entries)
        {
            string key = entry.Key.Text;
            if (_asked.Contains(key)) continue;
            Diagnostics.Error(entry.Key.Position, DiagnosticCodes.UnknownKey,
                $"unknown key '{key}' in {Subject}{Nearest.Hint(key, _asked, "known keys")}");
        }
    }

    private T Read<T>(string key, SettingsNode node, SettingFormat<T> format, T fallback) =>
        format.TryRead(node, new ReadContext(Diagnostics, $"'{key}'"), out var value) ? value : fallback;
}
