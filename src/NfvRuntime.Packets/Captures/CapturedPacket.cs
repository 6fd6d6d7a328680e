namespace NfvRuntime.Packets;

/// <summary>
/// One packet of a capture. The bytes belong to the reader, which overwrites them when it reads on; until then the taker may change them.
/// </summary>
public readonly struct CapturedPacket
{
    internal CapturedPacket(long number, long timestamp, LinkType linkType, int interfaceId, int originalLength, Memory<byte> data)
    {
        Number = number;
        Timestamp = timestamp;
        LinkType = linkType;
        InterfaceId = interfaceId;
        OriginalLength = originalLength;
        Data = data;
    }

    /// <summary>Position in the file, from 1.</summary>
    public long Number { get; }

    /// <summary>
    /// Nanoseconds since 1970 (UTC). A pcapng simple packet has none and is given its predecessor's. Clamped to what 64 bits hold
    /// (until the year 2262).
    /// </summary>
    public long Timestamp { get; }

    /// <summary>What the bytes begin with.</summary>
    public LinkType LinkType { get; }

    /// <summary>Number of the interface in its pcapng section; 0 in pcap.</summary>
    public int InterfaceId { get; }

    /// <summary>Bytes the packet had on the wire; more than <see cref="Data"/> holds when it was cut at capture.</summary>
    public int OriginalLength { get; }

    /// <summary>The captured bytes.</summary>
    public Memory<byte> Data { get; }
}
