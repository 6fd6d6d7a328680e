namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// What an error answer says in its field <c>code</c>. A peer of a later version may send others: treat those as <see cref="Failed"/>.
/// </summary>
public static class ErrorCodes
{
    /// <summary>The bytes are no frame or no message of this protocol; the connection ends.</summary>
    public const string Malformed = "malformed";

    /// <summary>A frame, or what it announces, is larger than allowed.</summary>
    public const string TooLarge = "too-large";

    /// <summary>A field is missing, of the wrong type or out of its range; the answer names it.</summary>
    public const string BadField = "bad-field";

    /// <summary>The request's type is unknown.</summary>
    public const string UnknownRequest = "unknown-request";

    /// <summary>The two sides have no version in common.</summary>
    public const string Version = "version";

    /// <summary>A newer host has taken over this agent.</summary>
    public const string StaleGeneration = "stale-generation";

    /// <summary>The message may not come at this point, for example anything before the hello.</summary>
    public const string OutOfOrder = "out-of-order";

    /// <summary>More unanswered requests than the window allows.</summary>
    public const string Window = "window";

    /// <summary>The descriptors beside the frame are not those it describes, or the transport carries none.</summary>
    public const string Descriptors = "descriptors";

    /// <summary>What the request names is not there.</summary>
    public const string NotFound = "not-found";

    /// <summary>Something else of that name is there already.</summary>
    public const string Exists = "exists";

    /// <summary>The other side lacks the capability.</summary>
    public const string Unsupported = "unsupported";

    /// <summary>It was tried and did not succeed; the message says why.</summary>
    public const string Failed = "failed";
}
