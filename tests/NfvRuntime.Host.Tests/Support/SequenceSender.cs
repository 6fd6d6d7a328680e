using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>Sends numbered frames of 60 bytes; the sender's number is in the source address.</summary>
internal sealed unsafe class SequenceSender(RingDriver ring, int seed, bool sleeps, int id, ulong count) : Swapper(ring, seed, sleeps)
{
    public ulong Destination { get; init; } = 0xFFFF_FFFF_FFFF;

    protected override void Run()
    {
        for (ulong sent = 0; sent < count;)
        {
            Await();
            ulong burst = Math.Min(Math.Min((ulong)Random.Next(1, 200), Ring.Available), count - sent);
            for (ulong i = 0; i < burst; i++, sent++)
            {
                ref NetmapSlot slot = ref Ring.Ring.Slots[Ring.Head];
                Swap(ref slot);
                byte* data = Data(slot.BufIdx);
                *(ulong*)data = Destination;
                *(uint*)(data + 8) = (uint)id;
                *(ushort*)(data + 6) = 2;
                *(ulong*)(data + 14) = sent;
                *(ulong*)(data + 52) = ~sent;
                *((ulong*)Ring.Ring.Slots + (2 * Ring.Head) + 1) = Region.DefaultHeadroom;
                slot.Len = 60;
                slot.Flags = SlotFlags.BufChanged;
                Ring.Head = Ring.Cur = RingIndex.Next(Ring.Head, Ring.NumSlots);
            }

            Ring.Sync();
        }
    }
}
