namespace NfvRuntime.Guests.Protocol.Fields;

/// <summary>Limits that hold for every message; the frame's length bounds everything else.</summary>
internal static class FieldLimits
{
    /// <summary>Entries of a map that is a record, known and unknown ones.</summary>
    public const int Keys = 64;

    /// <summary>Bytes of a record's key.</summary>
    public const int KeyBytes = 64;

    /// <summary>Bytes of a name (port, segment, stage, capability ...).</summary>
    public const int NameBytes = 255;

    /// <summary>Entries of a map from names to values, and records in a list.</summary>
    public const int Items = 65_536;
}
