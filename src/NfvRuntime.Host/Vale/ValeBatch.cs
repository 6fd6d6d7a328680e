namespace NfvRuntime.Host;

/// <summary>The packets that one txsync forwards together, as a look-up sees them.</summary>
public readonly unsafe ref struct ValeBatch
{
    private readonly GatheredSlot* _slots;

    internal ValeBatch(GatheredSlot* slots, int slotCount, ValePort source, int sourceRing, ValePort?[] ports)
    {
        _slots = slots;
        SlotCount = slotCount;
        Source = source;
        SourceRing = sourceRing;
        Ports = ports;
    }

    /// <summary>Slots of the batch, at least 1.</summary>
    public int SlotCount { get; }

    /// <summary>The port that sends.</summary>
    public ValePort Source { get; }

    /// <summary>The sending port's ring.</summary>
    public int SourceRing { get; }

    /// <summary>The ports by number; null where there is none.</summary>
    public ReadOnlySpan<ValePort?> Ports { get; }

    /// <summary>The first bytes of the frame that starts at a slot, behind any virtio-net header; at least an Ethernet header.</summary>
    /// <param name="slot">0, or what <see cref="Next"/> gave.</param>
    public ReadOnlySpan<byte> Header(int slot)
    {
        var frame = new ValeFrame(_slots + slot);
        return new ReadOnlySpan<byte>(frame.Start, frame.StartLength);
    }

    /// <summary>The slot at which the packet after this one starts; <see cref="SlotCount"/> after the last.</summary>
    public int Next(int slot) => slot + _slots[slot].Fragments;

    /// <summary>Says where a packet goes.</summary>
    /// <param name="slot">The packet's first slot.</param>
    /// <param name="destination">A port's number, <see cref="ValeLookup.Broadcast"/> or <see cref="ValeLookup.Drop"/>.</param>
    public void Send(int slot, byte destination) => _slots[slot].Destination = destination;

    internal byte* Data(int slot) => new ValeFrame(_slots + slot).Start;
}
