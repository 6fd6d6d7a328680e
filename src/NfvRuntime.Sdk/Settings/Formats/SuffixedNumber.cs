using System.Globalization;

namespace NfvRuntime.Sdk.Settings;

/// <summary>A decimal number directly followed by a suffix, such as <c>1.5M</c> or <c>10ms</c>.</summary>
internal static class SuffixedNumber
{
    private const int MaximumLength = 32;

    public static bool TryParse(string text, IReadOnlyDictionary<string, decimal> suffixes, out decimal value)
    {
        value = 0;
        if (text.Length > MaximumLength) return false;
        int digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.')) digits++;
        if (digits == 0 || !suffixes.TryGetValue(text[digits..], out decimal factor)) return false;
        var written = text.AsSpan(0, digits);
        if (!decimal.TryParse(written, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)) return false;
        if (number > decimal.MaxValue / factor) number = decimal.MaxValue / factor;
        value = number * factor;
        return true;
    }
}
