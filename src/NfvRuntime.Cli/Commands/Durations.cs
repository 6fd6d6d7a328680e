using System.Globalization;

namespace NfvRuntime.Cli.Commands;

/// <summary>Times on the command line.</summary>
internal static class Durations
{
    private static readonly (string Unit, double Seconds)[] Units = [("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    public static bool TryParse(string text, out TimeSpan time)
    {
        time = default;
        foreach ((string unit, double seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double number))
            {
                double total = number * seconds;
                if (total is > 0 and <= 30 * 86400)
                {
                    time = TimeSpan.FromSeconds(total);
                    return true;
                }
            }
        }

        return false;
    }
}
