namespace NfvRuntime.Netmap;

/// <summary>Bits of <see cref="NetmapRing.Flags"/> (<c>NR_*</c>), written by the ring's owner.</summary>
public static class RingFlags
{
    /// <summary>Write a time stamp at every rxsync.</summary>
    public const uint Timestamp = 0x2;

    /// <summary>Forward released slots that carry <see cref="SlotFlags.Forward"/>.</summary>
    public const uint Forward = 0x4;
}
