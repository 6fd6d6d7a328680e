using System.Buffers;

namespace NfvRuntime.Guests.MessagePack;

/// <summary>An extension with its bytes.</summary>
/// <param name="typeCode">The application's types are 0 to 127, the specification's own are negative.</param>
/// <param name="data">The bytes; a result that was read shares them with the reader's input.</param>
public readonly struct ExtensionResult(sbyte typeCode, ReadOnlySequence<byte> data)
{
    /// <summary>As the other, for bytes in one piece.</summary>
    public ExtensionResult(sbyte typeCode, Memory<byte> data)
        : this(typeCode, new ReadOnlySequence<byte>(data))
    {
    }

    /// <summary>Which type of extension this is.</summary>
    public sbyte TypeCode { get; } = typeCode;

    /// <summary>Its bytes.</summary>
    public ReadOnlySequence<byte> Data { get; } = data;

    /// <summary>Its header.</summary>
    public ExtensionHeader Header => new(TypeCode, checked((uint)Data.Length));
}
