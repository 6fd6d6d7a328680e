namespace NfvRuntime.Sdk.Settings;

/// <summary>How reading a text ended.</summary>
public enum ParseResult
{
    /// <summary>The text has not the expected form.</summary>
    Malformed,

    /// <summary>The form is right, the value outside its bounds.</summary>
    OutOfRange,

    /// <summary>The text is not among the allowed words.</summary>
    UnknownWord,

    /// <summary>A value was read.</summary>
    Ok,
}
