namespace NfvRuntime.Netmap;

/// <summary>What one run of <see cref="SlotExchange"/> moved.</summary>
public struct ExchangeTotals
{
    /// <summary>Slots exchanged, from the first on.</summary>
    public int Slots;

    /// <summary>Sum of the lengths of the packets moved.</summary>
    public long Bytes;

    /// <summary>The flags of all packets moved, or-ed.</summary>
    public ushort Flags;

    /// <summary>Why the run stopped before the count asked for.</summary>
    public SlotRefusal Refusal;
}
