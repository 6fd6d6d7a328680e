using System.Globalization;
using System.Net.NetworkInformation;

namespace NfvRuntime.Sdk.Settings;

internal sealed class MacFormat : ScalarFormat<PhysicalAddress>
{
    public override string Expected => "a MAC address such as 02:00:00:00:00:01";

    public override PhysicalAddress Placeholder => PhysicalAddress.None;

    protected override ParseResult Parse(string text, out PhysicalAddress value)
    {
        value = Placeholder;
        string[] parts = text.Split(':');
        byte[] bytes = new byte[6];
        if (parts.Length != bytes.Length) return ParseResult.Malformed;
        for (int i = 0; i < bytes.Length; i++)
        {
            bool read = byte.TryParse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]);
            if (!read || parts[i].Length != 2) return ParseResult.Malformed;
        }

        value = new PhysicalAddress(bytes);
        return ParseResult.Ok;
    }
}
