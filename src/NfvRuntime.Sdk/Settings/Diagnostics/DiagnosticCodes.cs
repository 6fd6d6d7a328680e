namespace NfvRuntime.Sdk.Settings;

/// <summary>Codes of what <see cref="SettingsReader"/> and the formats report: the hundred NFV01xx.</summary>
public static class DiagnosticCodes
{
    /// <summary>A key that nobody asks for.</summary>
    public const string UnknownKey = "NFV0101";

    /// <summary>A key that must be there is not.</summary>
    public const string MissingKey = "NFV0102";

    /// <summary>A list where a map is expected, and the like.</summary>
    public const string WrongNode = "NFV0103";

    /// <summary>A text that does not have the expected form.</summary>
    public const string BadValue = "NFV0104";

    /// <summary>A value of the right form outside its bounds.</summary>
    public const string OutOfRange = "NFV0105";

    /// <summary>A word that is not among the allowed ones.</summary>
    public const string UnknownWord = "NFV0106";

    /// <summary>A value that a stage or port refuses for a reason of its own.</summary>
    public const string Refused = "NFV0107";
}
