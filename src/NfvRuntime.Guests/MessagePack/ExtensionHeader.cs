namespace NfvRuntime.Guests.MessagePack;

/// <summary>What stands before the bytes of an extension.</summary>
/// <param name="TypeCode">The application's types are 0 to 127, the specification's own are negative.</param>
/// <param name="Length">Bytes that follow.</param>
public readonly record struct ExtensionHeader(sbyte TypeCode, uint Length)
{
    /// <summary>As the other, for a length that is an int.</summary>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public ExtensionHeader(sbyte typeCode, int length)
        : this(typeCode, checked((uint)length))
    {
    }
}
