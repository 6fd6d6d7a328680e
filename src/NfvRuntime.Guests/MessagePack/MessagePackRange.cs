namespace NfvRuntime.Guests.MessagePack;

/// <summary>Up to where a value or a length fits into the first byte.</summary>
public static class MessagePackRange
{
    /// <summary>Least integer of one byte.</summary>
    public const int MinFixNegativeInt = -32;

    /// <summary>Greatest negative integer.</summary>
    public const int MaxFixNegativeInt = -1;

    /// <summary>Greatest integer of one byte.</summary>
    public const int MaxFixPositiveInt = 127;

    /// <summary>Least length of a string, in bytes.</summary>
    public const int MinFixStringLength = 0;

    /// <summary>Greatest length of a string that stands in the first byte, in bytes.</summary>
    public const int MaxFixStringLength = 31;

    /// <summary>Greatest number of map entries that stands in the first byte.</summary>
    public const int MaxFixMapCount = 15;

    /// <summary>Greatest number of array elements that stands in the first byte.</summary>
    public const int MaxFixArrayCount = 15;
}
