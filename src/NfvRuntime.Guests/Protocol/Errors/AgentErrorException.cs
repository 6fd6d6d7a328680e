namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// A request was understood and not carried out. Thrown by who carries requests out, sent as an error answer, and thrown again to who
/// asked.
/// </summary>
public sealed class AgentErrorException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="error">The error answer.</param>
    public AgentErrorException(ErrorResponse error)
        : base(Text(error)) => Error = error;

    /// <summary>Says why.</summary>
    /// <param name="code">One of <see cref="ErrorCodes"/>.</param>
    /// <param name="message">For people.</param>
    public AgentErrorException(string code, string message)
        : this(new ErrorResponse(code, message))
    {
    }

    /// <summary>The error answer.</summary>
    public ErrorResponse Error { get; }

    /// <summary>One of <see cref="ErrorCodes"/>, or a code of a later version.</summary>
    public string Code => Error.Code;

    private static string Text(ErrorResponse error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return $"{error.Message} ({error.Code})";
    }
}
