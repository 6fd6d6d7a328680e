namespace NfvRuntime.Netmap.Tests.Rings;

public sealed unsafe class RingViewTests : IDisposable
{
    private readonly Region _region = Region.Create(RegionLayout.For(1, 2, 16, 64), RegionBacking.Anonymous);

    public void Dispose() => _region.Dispose();

    [Fact]
    public void Reads_and_writes_the_shared_header_and_slots()
    {
        NetmapRing* ring = _region.AllocateRing(16, 0, tx: true);
        RingView view = new(ring, _region);
        Assert.Equal((16u, 0u, 0u, 15u, 0xFFFFu), (view.NumSlots, view.Head, view.Cur, view.Tail, view.OffsetMask));
        view.Head = 3;
        view.Cur = 4;
        view.Tail = 5;
        view[7].Len = 99;
        Assert.Equal((3u, 4u, 5u), (ring->Head, ring->Cur, ring->Tail));
        Assert.Equal(99, ((NetmapSlot*)((byte*)ring + 256))[7].Len);
    }

    [Fact]
    public void Keeps_its_constants_when_the_header_is_tampered_with()
    {
        NetmapRing* ring = _region.AllocateRing(16, 0, tx: true);
        RingView view = new(ring, _region);
        ring->NumSlots = uint.MaxValue;
        ring->OffsetMask = ulong.MaxValue;
        Assert.Equal((16u, 0xFFFFu), (view.NumSlots, view.OffsetMask));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2000)]
    [InlineData(uint.MaxValue)]
    public void Refuses_a_header_that_states_an_impossible_size(uint slots)
    {
        NetmapRing* ring = _region.AllocateRing(16, 0, tx: true);
        ring->NumSlots = slots;
        RegionException e = Assert.Throws<RegionException>(() => new RingView(ring, _region));
        Assert.Contains($"{slots} slots", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(-128)]
    [InlineData(1 << 30)]
    public void Refuses_a_pointer_that_is_no_ring_of_the_region(int displacement)
    {
        NetmapRing* ring = _region.AllocateRing(16, 0, tx: true);
        Assert.Throws<RegionException>(() => new RingView((NetmapRing*)((byte*)ring + displacement), _region));
    }

    [Fact]
    public void Works_without_allocating()
    {
        RingView view = new(_region.AllocateRing(16, 0, tx: true), _region);
        uint sum = 0;
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (uint i = 0; i < view.NumSlots; i++)
            {
                sum += view[i].BufIdx + view.Tail;
                view.Head = i;
            }
        }));
        Assert.NotEqual(0u, sum);
    }
}
