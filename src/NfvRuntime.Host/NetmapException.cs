namespace NfvRuntime.Host;

/// <summary>The host refuses a request. The message begins with netmap's error name and ends with the way out.</summary>
public sealed class NetmapException(NetmapErrno errno, string message) : Exception($"{errno}: {message}")
{
    /// <summary>netmap's error.</summary>
    public NetmapErrno Errno { get; } = errno;
}
