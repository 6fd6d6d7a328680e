namespace NfvRuntime.Sdk.Settings;

internal sealed class DurationFormat(TimeSpan minimum, TimeSpan maximum) : ScalarFormat<TimeSpan>
{
    private static readonly (string Suffix, long Ticks)[] Units =
    [
        ("h", TimeSpan.TicksPerHour), ("m", TimeSpan.TicksPerMinute), ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond), ("us", TimeSpan.TicksPerMicrosecond),
    ];

    private static readonly Dictionary<string, decimal> Suffixes = Units.ToDictionary(u => u.Suffix, u => (decimal)u.Ticks);

    public override string Expected => $"a time such as 500us, 10ms, 2s or 5m (from {Show(minimum)} to {Show(maximum)})";

    public override TimeSpan Placeholder => minimum;

    protected override ParseResult Parse(string text, out TimeSpan value)
    {
        value = Placeholder;
        if (text == "0") text = "0s"; // nothing is nothing in any unit
        if (!SuffixedNumber.TryParse(text, Suffixes, out decimal ticks) || ticks != decimal.Truncate(ticks)) return ParseResult.Malformed;
        if (ticks < minimum.Ticks || ticks > maximum.Ticks) return ParseResult.OutOfRange;
        value = TimeSpan.FromTicks((long)ticks);
        return ParseResult.Ok;
    }

    private static string Show(TimeSpan time)
    {
        foreach (var (suffix, ticks) in Units)
        {
            if (time.Ticks >= ticks && time.Ticks % ticks == 0) return $"{time.Ticks / ticks}{suffix}";
        }

        return $"{time.TotalMicroseconds}us";
    }
}
