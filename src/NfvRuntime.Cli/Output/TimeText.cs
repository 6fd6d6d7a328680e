using System.Globalization;

namespace NfvRuntime.Cli.Output;

/// <summary>Times for people: three digits that count, in the unit that suits.</summary>
internal static class TimeText
{
    public static string Of(double microseconds)
    {
        (double value, string unit) = microseconds < 999.5 ? (microseconds, "us")
            : microseconds < 999_500 ? (microseconds / 1000, "ms")
            : (microseconds / 1_000_000, "s");
        return value < 999.5
            ? string.Create(CultureInfo.InvariantCulture, $"{value:G3} {unit}")
            : string.Create(CultureInfo.InvariantCulture, $"{value:F0} {unit}");
    }
}
