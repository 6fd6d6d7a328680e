using System.Globalization;

namespace NfvRuntime.Ports;

/// <summary>Reads options into typed values. A mistake is noted and the fallback returned, so that one reading finds every mistake.</summary>
internal sealed class OptionReader(IReadOnlyDictionary<string, string> options, ICollection<PortOptionError> errors)
{
    public const string Slots = "slots";

    public uint? RingSlots() => Has(Slots) ? (uint)Count(Slots, 1024, 2, 4096) : null;

    public bool Has(string key) => options.ContainsKey(key);

    public void Refuse(string? key, string message) => errors.Add(new PortOptionError(key, message));

    public void RefuseOthers(string scheme, IReadOnlyList<string> known)
    {
        foreach (var key in options.Keys.Where(k => !known.Contains(k)))
        {
            Refuse(key, $"'{scheme}:' ports have no such option; they have {string.Join(", ", known)}");
        }
    }

    /// <summary>Notes a mistake where an option is given that makes no sense beside the others.</summary>
    public void RefuseIfGiven(string key, string reason)
    {
        if (Has(key))
        {
            Refuse(key, reason);
        }
    }

    public T Word<T>(string key, T fallback)
        where T : struct, Enum
    {
        if (!options.TryGetValue(key, out var text))
        {
            return fallback;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (value.ToString().Equals(text, StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        var words = string.Join(", ", Enum.GetNames<T>().Select(n => n.ToLowerInvariant()));
        return Bad(key, $"'{text}' is none of {words}", fallback);
    }

    public bool YesNo(string key, bool fallback) => Parsed(key, fallback, text => text switch
    {
        "true" => (true, null),
        "false" => (false, null),
        _ => (fallback, $"'{text}' is none of true, false"),
    });

    /// <summary>A whole number, with k, M or G for thousands, millions and thousand millions.</summary>
    public long Count(string key, long fallback, long least, long most)
    {
        if (!options.TryGetValue(key, out var text))
        {
            return fallback;
        }

        return TryNumber(text, out var value) && value >= least && value <= most && value == decimal.Truncate(value)
            ? (long)value
            : Bad(key, $"'{text}' is no whole number from {least} to {most} (k, M and G may follow it)", fallback);
    }

    public double Positive(string key, double fallback)
    {
        if (!options.TryGetValue(key, out var text))
        {
            return fallback;
        }

        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && value <= 1e6
            ? value
            : Bad(key, $"'{text}' is no number above 0 and up to 1000000", fallback);
    }

    /// <summary>A value read by <paramref name="parse"/>, which says what is wrong or gives null.</summary>
    public T Parsed<T>(string key, T fallback, Func<string, (T Value, string? Error)> parse)
    {
        if (!options.TryGetValue(key, out var text))
        {
            return fallback;
        }

        var (value, error) = parse(text);
        return error is null ? value : Bad(key, error, fallback);
    }

    public static bool TryNumber(string text, out decimal value)
    {
        var scale = text.Length == 0 ? 1 : text[^1] switch { 'k' => 1_000, 'M' => 1_000_000, 'G' => 1_000_000_000, _ => 1 };
        var digits = scale == 1 ? text : text[..^1];
        var read = decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
        value = read && value <= 1e15m ? value * scale : -1;
        return value >= 0;
    }

    private T Bad<T>(string key, string message, T fallback)
    {
        Refuse(key, message);
        return fallback;
    }
}
