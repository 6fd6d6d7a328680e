namespace NfvRuntime.Guests.MessagePack;

/// <summary>Extension types that the specification itself gives out.</summary>
public static class ReservedMessagePackExtensionTypeCode
{
    /// <summary>A time stamp of 4, 8 or 12 bytes.</summary>
    public const sbyte DateTime = -1;
}
