namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// What came from the peer cannot be a message of this protocol, or what was to be sent cannot become one. The only exception that reading
/// foreign bytes gives.
/// </summary>
public sealed class ProtocolException : Exception
{
    /// <summary>Says what is wrong.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">For people.</param>
    /// <param name="field">The field at fault, if it is one.</param>
    /// <param name="inner">What caused it.</param>
    public ProtocolException(string code, string message, string? field = null, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Field = field;
    }

    /// <summary>One of <see cref="ErrorCodes"/>.</summary>
    public string Code { get; }

    /// <summary>The field at fault, or null.</summary>
    public string? Field { get; }
}
