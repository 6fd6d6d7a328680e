using System.Globalization;
using System.Numerics;

namespace NfvRuntime.Sdk.Settings;

internal sealed class WholeNumberFormat<T>(T minimum, T maximum) : ScalarFormat<T>
    where T : IBinaryInteger<T>, IMinMaxValue<T>
{
    private const int MaximumLength = 40; // reading a text of a million digits takes seconds

    public override string Expected =>
        maximum == T.MaxValue ? $"a whole number of at least {minimum}" : $"a whole number from {minimum} to {maximum}";

    public override T Placeholder => minimum;

    protected override ParseResult Parse(string text, out T value)
    {
        value = Placeholder;
        if (text.Length > MaximumLength) return ParseResult.Malformed;
        if (!BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return ParseResult.Malformed;
        }


        if (number < BigInteger.CreateChecked(minimum) || number > BigInteger.CreateChecked(maximum)) return ParseResult.OutOfRange;
        value = T.CreateChecked(number);
        return ParseResult.Ok;
    }
}
