using NfvRuntime.Netmap;

namespace NfvRuntime.Host.Tests;

/// <summary>Receives numbered frames of several senders and checks that each one's numbers only grow, and that the frames are whole.</summary>
internal sealed unsafe class SequenceReceiver(RingDriver ring, int seed, bool sleeps, int senders, Func<ulong, bool> isEnough)
    : Swapper(ring, seed, sleeps)
{
    private readonly long[] _last = [.. Enumerable.Repeat(-1L, senders)];

    public ulong Received { get; private set; }

    /// <summary>Numbers that were passed over.</summary>
    public ulong Missing { get; private set; }

    protected override void Run()
    {
        while (!isEnough(Received))
        {
            Await();
            uint burst = Math.Min((uint)Random.Next(1, 200), Ring.Available);
            for (uint i = 0; i < burst; i++)
            {
                ref NetmapSlot slot = ref Ring.Ring.Slots[Ring.Head];
                Assert.Equal(60, slot.Len);
                byte* data = Data(Swap(ref slot));
                slot.Flags = SlotFlags.BufChanged;
                long number = *(long*)(data + 14);
                int sender = *(int*)(data + 8);
                Assert.Equal(~number, *(long*)(data + 52));
                Assert.InRange(sender, 0, senders - 1);
                Assert.InRange(number, _last[sender] + 1, long.MaxValue);
                Missing += (ulong)(number - _last[sender] - 1);
                _last[sender] = number;
                Ring.Head = Ring.Cur = RingIndex.Next(Ring.Head, Ring.NumSlots);
            }

            Received += burst;
        }

        Ring.Sync();
    }
}
