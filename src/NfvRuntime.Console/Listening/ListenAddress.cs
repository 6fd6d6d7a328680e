using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace NfvRuntime.WebConsole;

/// <summary>
/// Where the program answers requests: <c>127.0.0.1</c>, <c>127.0.0.1:9464</c>, <c>[::1]:0</c>, <c>localhost:8080</c>, <c>::1</c>.
/// </summary>
/// <param name="Address">The address.</param>
/// <param name="Port">The port; 0 for any that is free.</param>
public sealed record ListenAddress(IPAddress Address, int Port)
{
    /// <summary>The port where none is given: the one that OpenTelemetry's Prometheus exporters use.</summary>
    public const int DefaultPort = 9464;

    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    /// <summary>Reads an address.</summary>
    /// <param name="text">As on the command line.</param>
    /// <param name="address">The address, or null.</param>
    /// <param name="error">What is wrong, or null.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out ListenAddress? address, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = null;
        (string host, string? port) = Split(text);
        int number = DefaultPort;
        if (port is not null && (!int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out number) || number > 65535))
        {
            error = $"'{port}' is no port: a port is a number from 0 (any free one) to 65535";
            return false;
        }

        host = host == "localhost" ? "127.0.0.1" : host;
        if (!IPAddress.TryParse(host, out IPAddress? ip) || (ip.ToString() != host && !host.Contains(':')))
        {
            error = $"'{host}' is no address: write one such as 127.0.0.1 or [::1], with or without :PORT";
            return false;
        }

        address = new ListenAddress(ip, number);
        error = null;
        return true;
    }

    private static (string Host, string? Port) Split(string text)
    {
        if (text.StartsWith('[') && text.IndexOf(']') is var end and > 0)
        {
            string rest = text[(end + 1)..];
            return (text[1..end], rest.Length == 0 ? null : rest.TrimStart(':'));
        }

        int colon = text.LastIndexOf(':');
        return colon >= 0 && colon == text.IndexOf(':') ? (text[..colon], text[(colon + 1)..]) : (text, null);
    }
}
