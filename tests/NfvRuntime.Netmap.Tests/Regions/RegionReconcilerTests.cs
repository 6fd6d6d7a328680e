using System.Numerics;
using System.Runtime.Versioning;

namespace NfvRuntime.Netmap.Tests.Regions;

[SupportedOSPlatform("linux")]
public sealed unsafe class RegionReconcilerTests
{
    [Fact]
    public void Slots_win_over_bursts_the_first_claim_over_the_second_and_the_rest_comes_back()
    {
        // 2..11: slot 2, slot 3, slot 3 again, slot 9 which is free; burst one 3 4 5, burst two 5 6; free 9; victim 7 8 10 11
        Reconciliation found = RegionReconciler.Run(12, [1UL << 9], [2, 3, 3, 9, 0, 12, uint.MaxValue],
            [new SurvivorReport(Bits(3, 4, 5), 3), new SurvivorReport(Bits(5, 6), 2)]);
        Assert.Equal(Bits(2, 3, 4, 5, 6), found.InUse);
        Assert.Equal([2, 3, 4, 5, 6], found.BadSlots);
        Assert.Equal(4u, found.Returned);
        Assert.Equal([Bits(3), Bits(5)], found.Revoked);
        Assert.False(found.IsClean);
    }

    [Fact]
    public void Who_claims_more_than_it_can_hold_gets_no_more()
    {
        Reconciliation found = RegionReconciler.Run(64, [0], [2, 3], [new SurvivorReport(new ulong[] { ulong.MaxValue, ulong.MaxValue }, 10)]);
        Assert.Equal(12, BitOperations.PopCount(found.InUse[0]));
        Assert.Equal(64u - 2 - 12, found.Returned);
        Assert.Equal(54, BitOperations.PopCount(found.Revoked[0][0]));
    }

    [Fact]
    public void A_short_or_missing_bitmap_claims_nothing_else()
    {
        Reconciliation found = RegionReconciler.Run(1000, new ulong[16], [], [new SurvivorReport(Bits(5), 9), new SurvivorReport(default, 9)]);
        Assert.Equal(997u, found.Returned);
        Assert.True(found.IsClean);
    }

    [Fact]
    public void In_random_honest_states_exactly_the_victims_buffers_come_back()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int round = 0; round < 300; round++)
        {
            uint count = (uint)random.Next(10, 500);
            uint[] buffers = [.. Enumerable.Range(2, (int)count - 2).Select(i => (uint)i)];
            random.Shuffle(buffers);
            int[] owner = [.. buffers.Select(_ => random.Next(5))]; // 0 free, 1 slot, 2 and 3 survivors, 4 victim
            uint[] Of(int who) => [.. buffers.Where((_, i) => owner[i] == who)];
            Reconciliation found = RegionReconciler.Run(count, Map(count, Of(0)), Of(1),
                [new SurvivorReport(Map(count, Of(2)), (uint)Of(2).Length), new SurvivorReport(Map(count, Of(3)), (uint)Of(3).Length)]);
            Assert.True(found.IsClean, $"seed {seed}");
            Assert.Equal((uint)Of(4).Length, found.Returned);
            Assert.Equal(Map(count, [.. Of(1), .. Of(2), .. Of(3)]), found.InUse);
        }
    }

    [Fact]
    public void In_random_hostile_states_no_buffer_has_two_owners_and_none_is_forgotten()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int round = 0; round < 300; round++)
        {
            uint count = (uint)random.Next(3, 300);
            ulong[] free = Noise(random, count, 4);
            uint[] slots = [.. Enumerable.Range(0, random.Next(300)).Select(_ => random.Next(8) == 0 ? (uint)random.NextInt64() : (uint)random.Next((int)count + 3))];
            SurvivorReport[] reports = [.. Enumerable.Range(0, random.Next(4)).Select(_ =>
                new SurvivorReport(Noise(random, (uint)random.Next(1, 700), random.Next(1, 5)), (uint)random.Next(100)))];
            Reconciliation found = RegionReconciler.Run(count, free, slots, reports);
            int used = found.InUse.Sum(BitOperations.PopCount);
            int notGiven = Enumerable.Range(2, (int)count - 2).Count(i => Has(free, (uint)i));
            Assert.True(used + notGiven + found.Returned == count - 2, $"seed {seed}");
            for (uint index = 0; index < count; index++)
            {
                bool isUsed = Has(found.InUse, index);
                Assert.False(isUsed && (index < 2 || Has(free, index)), $"seed {seed}");
                int owners = slots.Where((slot, i) => slot == index && !found.BadSlots.Contains(i)).Count()
                    + reports.Where((report, i) => Has(report.Bitmap.Span, index) && !Has(found.Revoked[i], index)).Count();
                Assert.True(owners == (isUsed ? 1 : 0), $"seed {seed}: buffer {index} has {owners} owners");
            }

            for (int i = 0; i < reports.Length; i++)
            {
                Assert.InRange(Enumerable.Range(0, (int)count).Count(b => Has(reports[i].Bitmap.Span, (uint)b) && !Has(found.Revoked[i], (uint)b)), 0, (int)reports[i].Quota);
            }
        }
    }

    [Fact]
    public void Applied_to_a_region_every_buffer_is_in_one_place_again()
    {
        using Region region = Region.Create(RegionLayout.For(1, 2, 16, 100), RegionBacking.Anonymous);
        var ring = new RingView(region.AllocateRing(16, 0, tx: true), region);
        uint[] survivor = new uint[5];
        uint[] victim = new uint[7];
        region.AllocateBuffers(survivor);
        region.AllocateBuffers(victim);
        uint free = region.FreeBufferCount;
        uint overwritten = ring[4].BufIdx;
        ring[4].BufIdx = 1;
        ring[5].BufIdx = ring[6].BufIdx;
        Reconciliation found = RegionReconciler.Apply(region, [new SlotRun(ring, 10, 16)], [new SurvivorReport(Map(region.BufferCount, survivor), 5)]);
        Assert.Equal(7u + 2, found.Returned);
        Assert.Equal(free + 7, region.FreeBufferCount);
        var seen = new HashSet<uint>(survivor);
        for (uint i = 0; i < 16; i++)
        {
            Assert.True(region.IsUsableBuffer(ring[i].BufIdx) && seen.Add(ring[i].BufIdx));
        }

        Assert.Equal(region.BufferCount - 2 - region.FreeBufferCount, (uint)seen.Count);
        Assert.NotEqual(0u, overwritten);
    }

    private static ulong[] Bits(params uint[] indexes) => Map(64, indexes);

    private static ulong[] Map(uint count, uint[] indexes)
    {
        ulong[] map = new ulong[(count + 63) / 64];
        foreach (uint index in indexes)
        {
            map[index / 64] |= 1UL << (int)(index % 64);
        }

        return map;
    }

    private static ulong[] Noise(Random random, uint count, int sparse)
    {
        ulong[] map = new ulong[(count + 63) / 64];
        for (uint i = 0; i < count; i++)
        {
            map[i / 64] |= random.Next(sparse) == 0 ? 1UL << (int)(i % 64) : 0;
        }

        return map;
    }

    private static bool Has(ReadOnlySpan<ulong> map, uint index) =>
        index / 64 < (uint)map.Length && (map[(int)(index / 64)] & (1UL << (int)(index % 64))) != 0;
}
