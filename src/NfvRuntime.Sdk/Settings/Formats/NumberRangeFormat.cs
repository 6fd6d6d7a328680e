using System.Globalization;

namespace NfvRuntime.Sdk.Settings;

internal sealed class NumberRangeFormat(int minimum, int maximum) : ScalarFormat<NumberRange>
{
    public override string Expected => $"a whole number or a range such as 1-9, within {minimum} to {maximum}";

    public override NumberRange Placeholder => new(minimum, maximum);

    protected override ParseResult Parse(string text, out NumberRange value)
    {
        value = Placeholder;
        int dash = text.IndexOf('-');
        string low = dash < 0 ? text : text[..dash], high = dash < 0 ? text : text[(dash + 1)..];
        if (!TryNumber(low, out int from) || !TryNumber(high, out int to)) return ParseResult.Malformed;
        value = new NumberRange(from, to);
        return from >= minimum && to <= maximum && from <= to ? ParseResult.Ok : ParseResult.OutOfRange;
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
