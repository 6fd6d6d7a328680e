using System.Globalization;
using System.Net;

namespace NfvRuntime.Sdk.Settings;

internal sealed class PrefixFormat : ScalarFormat<IPNetwork>
{
    public override string Expected => "a prefix such as 10.0.0.0/24 or 2001:db8::/32, or an address";

    protected override ParseResult Parse(string text, out IPNetwork value)
    {
        value = default;
        if (!TrySplit(text, out var address, out int length)) return ParseResult.Malformed;
        value = new IPNetwork(Masked(address, length), length);
        return value.BaseAddress.Equals(address) ? ParseResult.Ok : ParseResult.Malformed;
    }

    protected override string ExpectedInsteadOf(string text) =>
        TrySplit(text, out var address, out int length)
            ? $"a prefix without bits behind its length (did you mean '{Masked(address, length)}/{length}'?)"
            : Expected;

    private static bool TrySplit(string text, out IPAddress address, out int length)
    {
        int slash = text.IndexOf('/');
        length = 0;
        if (!AddressText.TryParse(slash < 0 ? text : text[..slash], out address)) return false;
        length = AddressText.Bits(address);
        if (slash < 0) return true;
        var digits = text.AsSpan(slash + 1);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int given)
            && given <= length && (length = given) == given;
    }

    private static IPAddress Masked(IPAddress address, int length)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int i = 0; i < bytes.Length; i++)
        {
            int kept = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF00 >> kept);
        }

        return new IPAddress(bytes);
    }
}
