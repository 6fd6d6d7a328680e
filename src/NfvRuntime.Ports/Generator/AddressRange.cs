using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace NfvRuntime.Ports;

/// <summary>Addresses of one family from first to last.</summary>
/// <param name="First">The first address, in host order; IPv4 in the low 32 bits.</param>
/// <param name="Last">The last address.</param>
/// <param name="IsIpv6">The family.</param>
public readonly record struct AddressRange(UInt128 First, UInt128 Last, bool IsIpv6)
{
    /// <summary>How many addresses; 2^62 stands for any higher number.</summary>
    public ulong Count => Last - First >= 1UL << 62 ? 1UL << 62 : (ulong)(Last - First) + 1;

    /// <summary>Reads an address, <c>first-last</c>, or a prefix such as <c>10.0.0.0/16</c>.</summary>
    /// <returns>The range, or what is wrong.</returns>
    public static (AddressRange Value, string? Error) Parse(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var firstText = slash >= 0 ? text[..slash] : dash >= 0 ? text[..dash] : text;
        if (!IPAddress.TryParse(firstText.Trim(), out var first))
        {
            return Bad(text);
        }

        var bits = first.GetAddressBytes().Length * 8;
        var from = ToNumber(first);
        if (slash >= 0)
        {
            if (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > bits)
            {
                return Bad(text);
            }

            var hosts = length == bits ? 0 : UInt128.MaxValue >> (128 - (bits - length));
            return (new AddressRange(from & ~hosts, from | hosts, bits == 128), null);
        }

        if (dash < 0)
        {
            return (new AddressRange(from, from, bits == 128), null);
        }

        return IPAddress.TryParse(text[(dash + 1)..].Trim(), out var last) && last.AddressFamily == first.AddressFamily && ToNumber(last) >= from
            ? (new AddressRange(from, ToNumber(last), bits == 128), null)
            : Bad(text);
    }

    private static (AddressRange, string?) Bad(string text) =>
        (default, $"'{text}' is no address, no first-last and no prefix such as 10.0.0.0/16");

    private static UInt128 ToNumber(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        return length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(bytes) : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
