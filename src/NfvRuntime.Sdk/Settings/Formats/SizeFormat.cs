namespace NfvRuntime.Sdk.Settings;

internal sealed class SizeFormat(long minimum, long maximum) : ScalarFormat<long>
{
    private static readonly Dictionary<string, decimal> Suffixes = new()
    {
        [""] = 1,
        ["k"] = 1L << 10,
        ["K"] = 1L << 10,
        ["M"] = 1L << 20,
        ["G"] = 1L << 30,
        ["T"] = 1L << 40,
    };

    public override string Expected =>
        maximum == long.MaxValue
            ? $"a size such as 64k, 256M or 1G (at least {Show(minimum)})"
            : $"a size such as 64k, 256M or 1G (from {Show(minimum)} to {Show(maximum)})";

    public override long Placeholder => minimum;

    protected override ParseResult Parse(string text, out long value)
    {
        value = Placeholder;
        if (!SuffixedNumber.TryParse(text, Suffixes, out decimal bytes) || bytes != decimal.Truncate(bytes)) return ParseResult.Malformed;
        if (bytes < minimum || bytes > maximum) return ParseResult.OutOfRange;
        value = (long)bytes;
        return ParseResult.Ok;
    }

    private static string Show(long bytes)
    {
        foreach (string suffix in (string[])["T", "G", "M", "k"])
        {
            long factor = (long)Suffixes[suffix];
            if (bytes >= factor && bytes % factor == 0) return $"{bytes / factor}{suffix}";
        }

        return $"{bytes}";
    }
}
