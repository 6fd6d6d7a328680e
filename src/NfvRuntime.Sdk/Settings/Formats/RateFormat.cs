namespace NfvRuntime.Sdk.Settings;

internal sealed class RateFormat(double minimum, double maximum) : ScalarFormat<double>
{
    private static readonly Dictionary<string, decimal> Suffixes = new()
    {
        [""] = 1,
        ["k"] = 1_000,
        ["K"] = 1_000,
        ["M"] = 1_000_000,
        ["G"] = 1_000_000_000,
    };

    public override string Expected => $"a rate per second such as 500, 64k or 1.5M (from {Show(minimum)} to {Show(maximum)})";

    public override double Placeholder => minimum;

    protected override ParseResult Parse(string text, out double value)
    {
        value = Placeholder;
        if (!SuffixedNumber.TryParse(text, Suffixes, out decimal rate)) return ParseResult.Malformed;
        if ((double)rate < minimum || (double)rate > maximum) return ParseResult.OutOfRange;
        value = (double)rate;
        return ParseResult.Ok;
    }

    private static string Show(double rate)
    {
        foreach (string suffix in (string[])["G", "M", "k"])
        {
            double shown = rate / (double)Suffixes[suffix];
            if (shown >= 1) return $"{shown}{suffix}";
        }

        return $"{rate}";
    }
}
