using System.Globalization;

namespace NfvRuntime.Ports;

/// <summary>Transport ports from first to last.</summary>
/// <param name="First">The first port.</param>
/// <param name="Last">The last port.</param>
public readonly record struct PortRange(ushort First, ushort Last)
{
    /// <summary>How many ports.</summary>
    public ulong Count => (ulong)(Last - First) + 1;

    /// <summary>Reads a port or <c>first-last</c>.</summary>
    /// <returns>The range, or what is wrong.</returns>
    public static (PortRange Value, string? Error) Parse(string text)
    {
        var parts = text.Split('-', StringSplitOptions.TrimEntries);
        return parts.Length <= 2
            && ushort.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && ushort.TryParse(parts[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            && last >= first
            ? (new PortRange(first, last), null)
            : (default, $"'{text}' is no port (0 to 65535) and no first-last");
    }
}
