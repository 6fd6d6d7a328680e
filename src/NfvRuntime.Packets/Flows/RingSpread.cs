namespace NfvRuntime.Packets;

/// <summary>Which ring a flow goes to: the low bits of its hash choose an entry of a table, and the entry names the ring, as adapters do it.</summary>
/// <remarks>Immutable; any thread.</remarks>
public sealed class RingSpread
{
    /// <summary>Entries of the table.</summary>
    public const int Entries = 128;

    private readonly byte[] _rings = new byte[Entries];

    /// <summary>Deals the entries out to the rings in turn.</summary>
    /// <param name="rings">1 to 128.</param>
    /// <param name="hash">Null: <see cref="ToeplitzHash.Standard"/>.</param>
    public RingSpread(int rings, ToeplitzHash? hash = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rings, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rings, Entries);
        Rings = rings;
        Hash = hash ?? ToeplitzHash.Standard;
        for (var i = 0; i < Entries; i++)
        {
            _rings[i] = (byte)(i % rings);
        }
    }

    /// <summary>How many rings there are.</summary>
    public int Rings { get; }

    /// <summary>What is looked up.</summary>
    public ToeplitzHash Hash { get; }

    /// <summary>The ring of a hash, 0 to <see cref="Rings"/> - 1.</summary>
    public int RingOf(uint hash) => _rings[hash & (Entries - 1)];

    /// <summary>The ring of a frame whose offsets are known; ring 0 for other than IP.</summary>
    public int RingOf(ReadOnlySpan<byte> frame, HeaderOffsets offsets) => RingOf(Hash.Compute(frame, offsets));
}
