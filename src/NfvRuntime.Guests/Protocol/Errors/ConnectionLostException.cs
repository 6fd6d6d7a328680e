namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// The connection ended before a request was answered; whether it was carried out is unknown until the peer is asked again.
/// </summary>
public sealed class ConnectionLostException : IOException
{
    /// <summary>Says how and why.</summary>
    public ConnectionLostException(ConnectionEnd end, string message, Exception? inner = null)
        : base(message, inner) => End = end;

    /// <summary>How the connection ended.</summary>
    public ConnectionEnd End { get; }
}
