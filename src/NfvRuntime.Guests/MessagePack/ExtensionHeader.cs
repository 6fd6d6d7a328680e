namespace NfvRuntime.Guests.MessagePack;

/// <summary>What stands before the bytes of an extension.</summary>
/// <param name="typeCode">The application's types are 0 to 127, the specification's own are negative.</param>
/// <param name="length">Bytes that follow.</param>
public readonly struct ExtensionHeader(sbyte typeCode, uint length)
{
    /// <summary>As the other, for a length that is an int.</summary>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public ExtensionHeader(sbyte typeCode, int length)
        : this(typeCode, checked((uint)length))
    {
    }

    /// <summary>Which type of extension follows.</summary>
    public sbyte TypeCode { get; } = typeCode;

    /// <summary>How many bytes follow.</summary>
    public uint Length { get; } = length;
}
