using System.Net;
using System.Net.Sockets;

namespace NfvRuntime.Sdk.Settings;

internal sealed class AddressFormat(AddressFamily? family) : ScalarFormat<IPAddress>
{
    public override string Expected => family switch
    {
        AddressFamily.InterNetwork => "an IPv4 address",
        AddressFamily.InterNetworkV6 => "an IPv6 address",
        _ => "an IPv4 or IPv6 address",
    };

    public override IPAddress Placeholder => family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any;

    protected override ParseResult Parse(string text, out IPAddress value) =>
        AddressText.TryParse(text, out value) && (family is null || value.AddressFamily == family) ? ParseResult.Ok : ParseResult.Malformed;
}
