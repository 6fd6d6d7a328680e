using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>The host refuses a request. The message begins with netmap's error name and ends with the way out.</summary>
public sealed class NetmapException(NetmapError error, string message) : Exception($"{NetmapErrors.Name(error)}: {message}")
{
    /// <summary>netmap's error.</summary>
    public NetmapError Error { get; } = error;
}
