using System.Globalization;

namespace NfvRuntime.Actors.Configuration;

/// <summary>What a system is configured with: values under dotted paths. Immutable.</summary>
public class Config
{
    private readonly HoconObject _root;

    internal Config(HoconObject root) => _root = root;

    /// <summary>A configuration without values.</summary>
    public static Config Empty => ConfigurationFactory.Empty;

    /// <summary>Whether it holds no value.</summary>
    public virtual bool IsEmpty => _root.Values.Count == 0;

    /// <summary>The first elements of its paths.</summary>
    internal IEnumerable<string> Keys => _root.Values.Keys;

    /// <summary>Reads HOCON, as <see cref="ConfigurationFactory.ParseString"/> does.</summary>
    /// <param name="str">The text.</param>
    public static implicit operator Config(string str) => ConfigurationFactory.ParseString(str);

    /// <summary>Whether a path has a value.</summary>
    /// <param name="path">The path; an element that holds a dot or a slash stands in quotes.</param>
    public virtual bool HasPath(string path) => _root.Find(Split(path)) is not null;

    /// <summary>The object under a path; null if there is none.</summary>
    /// <param name="path">The path.</param>
    public virtual Config? GetConfig(string path) => _root.Find(Split(path)) is HoconObject inside ? new Config(inside) : null;

    /// <summary>The text under a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">The value if there is none.</param>
    public virtual string? GetString(string path, string? @default = null) => Scalar(path) ?? @default;

    /// <summary>The whole number under a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">The value if there is none.</param>
    /// <exception cref="ConfigurationException">It is no whole number.</exception>
    public virtual int GetInt(string path, int @default = 0) => Scalar(path) is not { } text ? @default
        : int.TryParse(text, CultureInfo.InvariantCulture, out int value) ? value : throw Wrong(path, text, "a whole number");

    /// <summary>The number under a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">The value if there is none.</param>
    /// <exception cref="ConfigurationException">It is no number.</exception>
    public virtual double GetDouble(string path, double @default = 0) => Scalar(path) is not { } text ? @default
        : double.TryParse(text, CultureInfo.InvariantCulture, out double value) ? value : throw Wrong(path, text, "a number");

    /// <summary>The switch under a path: <c>on</c>, <c>true</c>, <c>yes</c>, <c>off</c>, <c>false</c> or <c>no</c>.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">The value if there is none.</param>
    /// <exception cref="ConfigurationException">It is no switch.</exception>
    public virtual bool GetBoolean(string path, bool @default = false) => Scalar(path) switch
    {
        null => @default,
        "on" or "true" or "yes" => true,
        "off" or "false" or "no" => false,
        { } text => throw Wrong(path, text, "on or off"),
    };

    /// <summary>The time under a path, such as <c>3s</c>, <c>100 ms</c>, <c>infinite</c>; milliseconds without a unit.</summary>
    /// <param name="path">The path.</param>
    /// <param name="default">The value if there is none; zero if that is null.</param>
    /// <param name="allowInfinite">Whether the time may be infinite.</param>
    /// <exception cref="ConfigurationException">It is no time.</exception>
    public virtual TimeSpan GetTimeSpan(string path, TimeSpan? @default = null, bool allowInfinite = true) =>
        Scalar(path) is { } text ? HoconTime.Parse(text, allowInfinite) ?? throw Wrong(path, text, "a time, such as 3s or 100ms") : @default ?? TimeSpan.Zero;

    /// <summary>The texts under a path; none if there is no list.</summary>
    /// <param name="path">The path.</param>
    public virtual IList<string> GetStringList(string path) =>
        _root.Find(Split(path)) is List<object> items ? [.. items.OfType<string>()] : [];

    /// <summary>This configuration, and where it has no value, another.</summary>
    /// <param name="fallback">The other.</param>
    public virtual Config WithFallback(Config? fallback) => fallback is null ? this : new Config(_root.Over(fallback._root));

    private string? Scalar(string path) => _root.Find(Split(path)) as string;

    private static ConfigurationException Wrong(string path, string text, string expected) => new($"{path} = {text}: {expected} is expected.");

    private static List<string> Split(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        List<string> elements = [];
        int start = 0;
        while (start <= path.Length)
        {
            bool quoted = start < path.Length && path[start] == '"';
            int end = quoted ? path.IndexOf('"', start + 1) : path.IndexOf('.', start);
            end = end < 0 ? path.Length : end;
            elements.Add(path[(quoted ? start + 1 : start)..end]);
            start = end + (quoted ? 2 : 1);
        }

        return elements;
    }
}
