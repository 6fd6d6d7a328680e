namespace NfvRuntime.Guests.MessagePack;

/// <summary>The kinds of value that the format knows.</summary>
public enum MessagePackType : byte
{
    /// <summary>Not a value.</summary>
    Unknown = 0,

    /// <summary>An integer from -2^63 to 2^64 - 1.</summary>
    Integer = 1,

    /// <summary>No value.</summary>
    Nil = 2,

    /// <summary>True or false.</summary>
    Boolean = 3,

    /// <summary>A single or a double.</summary>
    Float = 4,

    /// <summary>UTF-8 text.</summary>
    String = 5,

    /// <summary>Bytes.</summary>
    Binary = 6,

    /// <summary>Values in order.</summary>
    Array = 7,

    /// <summary>Pairs of key and value.</summary>
    Map = 8,

    /// <summary>Bytes with a type number; -1 is a time stamp.</summary>
    Extension = 9,
}
