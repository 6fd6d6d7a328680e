using System.Buffers.Binary;
using System.Text;

namespace NfvRuntime.Netmap;

/// <summary>A ptnet device as its guest is told of it: what lies where in the region, and what the device can do.</summary>
/// <remarks>Carried in a message and not in shared memory, so that nobody can change it after it was checked. Little-endian; see
/// docs/netmap-abi.md for the bytes.</remarks>
public sealed record PtnetConfiguration
{
    /// <summary>Bytes of a record without its rings.</summary>
    public const int FixedBytes = 128;

    /// <summary>Bytes of each ring.</summary>
    public const int RingBytes = 32;

    /// <summary>The most rings, both directions together.</summary>
    public const int MaxRings = 512;

    /// <summary>Room for the name in UTF-8.</summary>
    public const int NameBytes = 48;

    private const uint Magic = 0x434E_5450; // "PTNC"
    private const ushort FormatVersion = 1;
    private const uint TxFlag = 1;
    private const uint HostHalfFlag = 2;

    /// <summary>The port's name, for messages.</summary>
    public required string Name { get; init; }

    /// <summary>Counts the changes of the device's rings; a guest states it when it creates.</summary>
    public required uint Version { get; init; }

    /// <summary>Number of the region.</summary>
    public required ushort MemId { get; init; }

    /// <summary>Generation of the region (<see cref="Region.SharedGeneration"/>).</summary>
    public required uint RegionGeneration { get; init; }

    /// <summary>Bytes of the region's file.</summary>
    public required ulong RegionBytes { get; init; }

    /// <summary>What the device offers.</summary>
    public PtnetFeatures Offered { get; init; }

    /// <summary>What a driver must understand.</summary>
    public PtnetFeatures Required { get; init; }

    /// <summary>Length of the virtio-net header in front of each frame: 0, 10 or 12.</summary>
    public uint HeaderLength { get; init; }

    /// <summary>Data offset of fresh slots.</summary>
    public uint Headroom { get; init; }

    /// <summary>The port's address; the first byte is the highest of 48 bits.</summary>
    public ulong Mac { get; init; }

    /// <summary>Where the <c>netmap_if</c> lies, from the first byte of the region's file; 0 for none.</summary>
    public ulong IfOffset { get; init; }

    /// <summary>First of the buffers lent to the guest: the first four bytes of each name the next, 0 ends the list.</summary>
    public uint ExtraHead { get; init; }

    /// <summary>Number of buffers lent to the guest.</summary>
    public uint ExtraCount { get; init; }

    /// <summary>The rings: tx, then rx. Kicks and notifications are numbered in this order.</summary>
    public required IReadOnlyList<PtnetRing> Rings { get; init; }

    /// <summary>Number of tx rings.</summary>
    public int TxRings => Rings.Count(ring => ring.IsTx);

    /// <summary>Number of rx rings.</summary>
    public int RxRings => Rings.Count - TxRings;

    /// <summary>The record's bytes.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[FixedBytes + (Rings.Count * RingBytes)];
        Span<byte> at = bytes;
        Put(at, 0, Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(at[4..], FormatVersion);
        BinaryPrimitives.WriteUInt16LittleEndian(at[6..], FixedBytes);
        Put(at, 8, (uint)bytes.Length);
        Put(at, 12, Version);
        BinaryPrimitives.WriteUInt16LittleEndian(at[16..], MemId);
        Put(at, 20, RegionGeneration);
        BinaryPrimitives.WriteUInt64LittleEndian(at[24..], RegionBytes);
        Put(at, 32, (uint)Offered);
        Put(at, 36, (uint)Required);
        Put(at, 40, HeaderLength);
        Put(at, 44, Headroom);
        BinaryPrimitives.WriteUInt64BigEndian(at[48..], Mac << 16);
        BinaryPrimitives.WriteUInt16LittleEndian(at[56..], (ushort)TxRings);
        BinaryPrimitives.WriteUInt16LittleEndian(at[58..], (ushort)RxRings);
        BinaryPrimitives.WriteUInt64LittleEndian(at[64..], IfOffset);
        Put(at, 72, ExtraHead);
        Put(at, 76, ExtraCount);
        Encoding.UTF8.GetEncoder().Convert(Name, at.Slice(80, NameBytes), flush: true, out _, out _, out _);
        for (int i = 0; i < Rings.Count; i++)
        {
            PtnetRing ring = Rings[i];
            Span<byte> entry = at[(FixedBytes + (i * RingBytes))..];
            BinaryPrimitives.WriteUInt64LittleEndian(entry, ring.Offset);
            Put(entry, 8, ring.Slots);
            Put(entry, 12, ring.CsbEntry);
            Put(entry, 16, (ring.IsTx ? TxFlag : 0) | (ring.IsHostHalf ? HostHalfFlag : 0));
        }

        return bytes;
    }

    /// <summary>Reads and judges a record.</summary>
    /// <exception cref="PtnetException">It is cut, of another version, requires something unknown, or contradicts itself.</exception>
    public static PtnetConfiguration Parse(ReadOnlySpan<byte> bytes)
    {
        Require(bytes.Length >= FixedBytes, 0, $"the record has {bytes.Length} bytes of at least {FixedBytes}");
        Require(Get(bytes, 0) == Magic, 0, "the record does not begin with PTNC");
        uint version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..]);
        Require(version == FormatVersion, 4, $"format version {version}; this program knows {FormatVersion}");
        int tx = BinaryPrimitives.ReadUInt16LittleEndian(bytes[56..]);
        int rx = BinaryPrimitives.ReadUInt16LittleEndian(bytes[58..]);
        Require(tx + rx is >= 1 and <= MaxRings, 56, $"{tx} tx and {rx} rx rings: 1 to {MaxRings} together are possible");
        int length = FixedBytes + ((tx + rx) * RingBytes);
        Require(BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]) == FixedBytes && Get(bytes, 8) == length && bytes.Length == length, 8,
            $"{bytes.Length} bytes, of which {Get(bytes, 8)} are stated; {tx + rx} rings take {length}");
        Require(bytes.Slice(18, 2).IndexOfAnyExcept((byte)0) < 0 && bytes.Slice(54, 2).IndexOfAnyExcept((byte)0) < 0 && Get(bytes, 60) == 0, 18,
            "a reserved byte is not 0");
        var configuration = new PtnetConfiguration
        {
            Name = NameOf(bytes.Slice(80, NameBytes)),
            Version = Get(bytes, 12),
            MemId = BinaryPrimitives.ReadUInt16LittleEndian(bytes[16..]),
            RegionGeneration = Get(bytes, 20),
            RegionBytes = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]),
            Offered = (PtnetFeatures)Get(bytes, 32),
            Required = (PtnetFeatures)Get(bytes, 36),
            HeaderLength = Get(bytes, 40),
            Headroom = Get(bytes, 44),
            Mac = BinaryPrimitives.ReadUInt64BigEndian(bytes[48..]) >> 16,
            IfOffset = BinaryPrimitives.ReadUInt64LittleEndian(bytes[64..]),
            ExtraHead = Get(bytes, 72),
            ExtraCount = Get(bytes, 76),
            Rings = RingsOf(bytes[FixedBytes..], tx),
        };
        configuration.Judge();
        return configuration;
    }

    private static PtnetRing[] RingsOf(ReadOnlySpan<byte> bytes, int tx)
    {
        var rings = new PtnetRing[bytes.Length / RingBytes];
        for (int i = 0; i < rings.Length; i++)
        {
            ReadOnlySpan<byte> entry = bytes.Slice(i * RingBytes, RingBytes);
            uint flags = Get(entry, 16);
            int place = FixedBytes + (i * RingBytes);
            Require((flags & ~(TxFlag | HostHalfFlag)) == 0 && entry[20..].IndexOfAnyExcept((byte)0) < 0, place + 16,
                $"ring {i} has unknown flags 0x{flags:x}, or a reserved byte that is not 0");
            Require((flags & TxFlag) != 0 == i < tx, place + 16, $"ring {i} has the wrong direction: tx rings come first");
            rings[i] = new PtnetRing(BinaryPrimitives.ReadUInt64LittleEndian(entry), Get(entry, 8), Get(entry, 12), i < tx, (flags & HostHalfFlag) != 0);
        }

        return rings;
    }

    private static string NameOf(ReadOnlySpan<byte> bytes)
    {
        int end = bytes.IndexOf((byte)0);
        ReadOnlySpan<byte> name = end < 0 ? bytes : bytes[..end];
        Require(name.Length > 0 && bytes[name.Length..].IndexOfAnyExcept((byte)0) < 0, 80, "the name is empty, or something follows its end");
        return Encoding.UTF8.GetString(name);
    }

    private static void Put(Span<byte> bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes[at..], value);

    private static uint Get(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static void Require(bool holds, int at, string finding)
    {
        if (!holds)
        {
            throw new PtnetException($"configuration record, byte {at}: {finding}");
        }
    }

    private void Judge()
    {
        PtnetFeatures unknown = Required & ~PtnetFeatures.Known;
        Require(unknown == 0, 36, $"the device requires the features 0x{(uint)unknown:x}, which this program does not know");
        Require((Required & ~Offered) == 0, 36, $"the device requires {Required} and offers only {Offered}");
        Require(HeaderLength is 0 or 10 or 12, 40, $"a virtio-net header of {HeaderLength} bytes; there are 0, 10 and 12");
        Require(MemId != 0 && RegionGeneration != 0, 16, $"region {MemId} of generation {RegionGeneration}: neither may be 0");
        Require(Headroom < 65536, 44, $"a headroom of {Headroom} bytes is no buffer's");
        Require(IfOffset < RegionBytes, 64, $"the interface object at {IfOffset} is outside of the region's {RegionBytes} bytes");
        Require(ExtraHead != 0 == (ExtraCount != 0), 72, $"{ExtraCount} extra buffers from {ExtraHead} on");
        var offsets = new HashSet<ulong>();
        var entries = new HashSet<uint>();
        for (int i = 0; i < Rings.Count; i++)
        {
            PtnetRing ring = Rings[i];
            int place = FixedBytes + (i * RingBytes);
            Require(ring.Offset < RegionBytes && offsets.Add(ring.Offset), place, $"ring {i} at {ring.Offset} is outside of the region, or another ring's");
            Require(ring.Slots is >= 2 and <= 8176, place + 8, $"ring {i} has {ring.Slots} slots: 2 to 8176 are possible");
            Require(entries.Add(ring.CsbEntry), place + 12, $"ring {i} has CSB entry {ring.CsbEntry}, which is another ring's");
            Require(!ring.IsHostHalf || (!ring.IsTx && (Required & PtnetFeatures.BackToBack) != 0), place + 16, $"ring {i} cannot be the host's half");
        }
    }
}
