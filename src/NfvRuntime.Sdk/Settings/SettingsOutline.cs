using System.Collections;
using System.Globalization;

namespace NfvRuntime.Sdk.Settings;

/// <summary>Finds out which settings a kind has, by letting it read none: every key that it asks for is one.</summary>
public static class SettingsOutline
{
    /// <summary>The settings of a kind. A key that it asks for only after it has found another is not among them.</summary>
    public static IReadOnlyList<SettingDescription> Of(IStageDescription kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        var reader = new SettingsReader(new MapNode(default, []), new DiagnosticBag(), kind.Name);
        try
        {
            kind.ReadSettings(reader);
        }
        catch (Exception)
        {
            // It fell over what is missing; what it had asked for until then is known.
        }

        return [.. reader.Asked];
    }

    /// <summary>A value as a chain file would write it.</summary>
    internal static string Say(object? value) => value switch
    {
        null => "",
        string text => text,
        bool flag => flag ? "true" : "false",
        TimeSpan { Ticks: 0 } => "0",
        TimeSpan time => time.TotalSeconds >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###}s")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.###}ms"),
        Enum word => string.Concat(word.ToString().Select((c, i) => char.IsUpper(c) ? $"{(i > 0 ? "-" : "")}{char.ToLowerInvariant(c)}" : $"{c}")),
        IEnumerable many => string.Join(", ", many.Cast<object?>().Select(Say)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
