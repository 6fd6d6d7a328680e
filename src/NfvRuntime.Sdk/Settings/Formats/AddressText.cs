using System.Net;
using System.Net.Sockets;

namespace NfvRuntime.Sdk.Settings;

/// <summary>
/// Addresses in their usual form only: <see cref="IPAddress"/> alone would take <c>1</c>, <c>0x7f.1</c>, zero-padded parts and scopes.
/// </summary>
internal static class AddressText
{
    public static bool TryParse(string text, out IPAddress address)
    {
        address = IPAddress.None;
        if (text.Contains(':') ? text.AsSpan().IndexOfAny('%', '[', ']') >= 0 : !IsDottedQuad(text)) return false;
        if (!IPAddress.TryParse(text, out var parsed)) return false;
        address = parsed;
        return true;
    }

    public static int Bits(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    private static bool IsDottedQuad(string text)
    {
        string[] parts = text.Split('.');
        return parts.Length == 4 && Array.TrueForAll(parts, IsOctet);
    }

    private static bool IsOctet(string part) =>
        part.Length is >= 1 and <= 3
        && part.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0
        && (part.Length == 1 || part[0] != '0')
        && int.Parse(part) <= byte.MaxValue;
}
