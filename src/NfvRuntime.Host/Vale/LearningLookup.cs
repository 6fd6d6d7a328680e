namespace NfvRuntime.Host;

/// <summary>VALE's own look-up: remembers behind which port a source address is, floods what it does not know.</summary>
/// <remarks>One address per bucket; a newer one takes the place. Nothing ages. By default nothing is forgotten when a port goes either, as in
/// netmap, so that a later port of the same number inherits its addresses.</remarks>
/// <param name="forgetOnDetach">Forget a port's addresses when it goes.</param>
public sealed unsafe class LearningLookup(bool forgetOnDetach = false) : ValeLookup
{
    private const ulong MacBits = 0xFFFF_FFFF_FFFF;
    private const ulong GroupBit = 1; // of the first byte on the wire

    // The address in the low 48 bits, the port's number + 1 above; 0 is an empty bucket. One word, so never seen half written.
    private readonly ulong[] _table = new ulong[MacHash.Buckets];

    /// <summary>Where an address was last seen: a port's number, or -1.</summary>
    /// <param name="mac">The six bytes as they follow each other in a frame, the first in the lowest place.</param>
    public int Find(ulong mac)
    {
        ulong entry = Volatile.Read(ref _table[MacHash.Bucket(mac)]);
        return entry != 0 && (entry & MacBits) == mac ? (int)(entry >> 48) - 1 : -1;
    }

    /// <inheritdoc/>
    public override void Lookup(in ValeBatch batch)
    {
        ref ulong lastSource = ref batch.Source.LastLearned(batch.SourceRing);
        ulong mine = (ulong)(batch.Source.Number + 1) << 48;
        ulong memoMac = ulong.MaxValue;
        int memoBucket = 0;
        for (int slot = 0; slot < batch.SlotCount; slot = batch.Next(slot))
        {
            byte* data = batch.Data(slot);
            ulong destination = *(ulong*)data & MacBits;
            ulong source = *(ulong*)(data + 6) & MacBits;
            if ((source & GroupBit) == 0 && source != lastSource)
            {
                Volatile.Write(ref _table[MacHash.Bucket(source)], source | mine);
                lastSource = source;
            }

            if ((destination & GroupBit) != 0)
            {
                batch.Send(slot, Broadcast);
                continue;
            }

            if (destination != memoMac)
            {
                memoMac = destination;
                memoBucket = MacHash.Bucket(destination);
            }

            ulong entry = Volatile.Read(ref _table[memoBucket]);
            batch.Send(slot, entry != 0 && (entry & MacBits) == destination ? (byte)((entry >> 48) - 1) : Broadcast);
        }
    }

    /// <inheritdoc/>
    public override void PortGone(int number)
    {
        for (int i = 0; forgetOnDetach && i < _table.Length; i++)
        {
            ulong entry = Volatile.Read(ref _table[i]);
            if ((int)(entry >> 48) == number + 1)
            {
                Interlocked.CompareExchange(ref _table[i], 0, entry);
            }
        }
    }
}
