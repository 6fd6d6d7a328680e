using System.Globalization;

namespace NfvRuntime.Packets;

/// <summary>A 48-bit Ethernet address.</summary>
public readonly struct MacAddress : IEquatable<MacAddress>
{
    /// <summary>Length on the wire, in bytes.</summary>
    public const int Length = 6;

    /// <summary>ff:ff:ff:ff:ff:ff.</summary>
    public static readonly MacAddress Broadcast = new(0xFFFF_FFFF_FFFF);

    /// <summary>Takes the low 48 bits of <paramref name="value"/>; the first byte on the wire is the most significant one.</summary>
    public MacAddress(ulong value) => Value = value & 0xFFFF_FFFF_FFFF;

    /// <summary>The address as a number; the first byte on the wire is the most significant one.</summary>
    public ulong Value { get; }

    /// <summary>True for broadcast and multicast addresses.</summary>
    public bool IsGroup => (Value >> 40 & 1) != 0;

    /// <summary>Reads six bytes.</summary>
    public static MacAddress Read(ReadOnlySpan<byte> bytes) => new((ulong)Wire.U16(bytes) << 32 | Wire.U32(bytes[2..]));

    /// <summary>Writes six bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        Wire.U16(bytes, (ushort)(Value >> 32));
        Wire.U32(bytes[2..], (uint)Value);
    }

    /// <summary>Reads six two-digit hexadecimal numbers joined by colons or dashes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MacAddress address)
    {
        address = default;
        if (text.Length != 17 || text[2] is not (':' or '-'))
        {
            return false;
        }

        var value = 0UL;
        for (var i = 0; i < Length; i++)
        {
            var at = i * 3;
            if ((i > 0 && text[at - 1] != text[2])
                || !byte.TryParse(text.Slice(at, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var part))
            {
                return false;
            }

            value = value << 8 | part;
        }

        address = new MacAddress(value);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(MacAddress other) => Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MacAddress other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>Lower-case hexadecimal with colons.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Value >> 40 & 255:x2}:{Value >> 32 & 255:x2}:{Value >> 24 & 255:x2}:{Value >> 16 & 255:x2}:{Value >> 8 & 255:x2}:{Value & 255:x2}");

    /// <summary>Equality of all 48 bits.</summary>
    public static bool operator ==(MacAddress left, MacAddress right) => left.Value == right.Value;

    /// <summary>Inequality.</summary>
    public static bool operator !=(MacAddress left, MacAddress right) => left.Value != right.Value;
}
