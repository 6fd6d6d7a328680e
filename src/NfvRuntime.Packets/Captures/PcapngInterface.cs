namespace NfvRuntime.Packets;

/// <summary>An interface description of a pcapng section.</summary>
internal readonly struct PcapngInterface(LinkType linkType, uint snapLength, byte resolution, long offsetSeconds)
{
    public const byte Microseconds = 6;

    public LinkType LinkType { get; } = linkType;

    /// <summary>Most bytes captured of a packet; 0 for no limit.</summary>
    public uint SnapLength { get; } = snapLength;

    /// <summary>
    /// Nanoseconds since 1970 of a time stamp in this interface's units, exact wherever the unit is a whole number of nanoseconds.
    /// </summary>
    public long ToNanoseconds(ulong units)
    {
        var exponent = resolution & 0x7F;
        UInt128 nanoseconds;
        if ((resolution & 0x80) != 0)
        {
            nanoseconds = ((UInt128)units * 1_000_000_000) >> exponent;
        }
        else if (exponent <= 9)
        {
            nanoseconds = (UInt128)units * PowerOfTen(9 - exponent);
        }
        else
        {
            nanoseconds = exponent - 9 > 38 ? 0 : units / PowerOfTen(exponent - 9);
        }

        var total = (Int128)nanoseconds + ((Int128)offsetSeconds * 1_000_000_000);
        return (long)Int128.Clamp(total, 0, long.MaxValue);
    }

    private static UInt128 PowerOfTen(int exponent)
    {
        UInt128 power = 1;
        for (; exponent > 0; exponent--)
        {
            power *= 10;
        }

        return power;
    }
}
