namespace NfvRuntime.Guests.MessagePack;

public ref partial struct MessagePackReader
{
    private const int NanosecondsPerTick = 100;
    private const uint NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Reads a time stamp, as UTC. What is finer than 100 ns is cut off.</summary>
    /// <exception cref="MessagePackSerializationException">It is malformed, or outside the years 1 to 9999.</exception>
    public DateTime ReadDateTime() => ReadDateTime(ReadExtensionFormatHeader());

    /// <summary>As <see cref="ReadDateTime()"/>, after the header was read.</summary>
    public DateTime ReadDateTime(ExtensionHeader header)
    {
        if (header.TypeCode != ReservedMessagePackExtensionTypeCode.DateTime)
        {
            throw new MessagePackSerializationException($"A time stamp (extension type -1) was expected, and there is type {header.TypeCode}.");
        }

        ulong seconds, nanoseconds = 0;
        bool whole;
        switch (header.Length)
        {
            case 4:
                whole = TryReadBits(4, out seconds);
                break;
            case 8:
                whole = TryReadBits(8, out ulong both);
                (nanoseconds, seconds) = (both >> 34, both & ((1UL << 34) - 1));
                break;
            case 12:
                whole = TryReadBits(4, out nanoseconds) & TryReadBits(8, out seconds);
                break;
            default:
                throw new MessagePackSerializationException($"A time stamp has 4, 8 or 12 bytes, and this one {header.Length}.");
        }

        return whole ? Time((long)seconds, nanoseconds) : throw Missing();
    }

    private static DateTime Time(long seconds, ulong nanoseconds)
    {
        const long First = -62135596800; // 0001-01-01 00:00:00
        const long Last = 253402300799; // 9999-12-31 23:59:59
        if (nanoseconds >= NanosecondsPerSecond)
        {
            throw new MessagePackSerializationException($"A time stamp has at most 999999999 nanoseconds, and this one {nanoseconds}.");
        }

        return seconds is >= First and <= Last
            ? DateTime.UnixEpoch.AddTicks((seconds * TimeSpan.TicksPerSecond) + (long)(nanoseconds / NanosecondsPerTick))
            : throw new MessagePackSerializationException($"A time stamp of {seconds} s since 1970 is outside the years 1 to 9999.");
    }
}
