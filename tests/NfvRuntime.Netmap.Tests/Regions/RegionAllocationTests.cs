namespace NfvRuntime.Netmap.Tests.Regions;

public sealed unsafe class RegionAllocationTests : IDisposable
{
    private readonly Region _region =
        Region.Create(RegionLayout.For(ports: 2, rings: 4, slotsPerRing: 64, buffers: 400), RegionBacking.Anonymous);

    private uint AllBuffers => _region.BufferCount - Region.ReservedBuffers;

    public void Dispose() => _region.Dispose();

    [Fact]
    public void Hands_out_every_usable_buffer_once_in_ascending_order()
    {
        uint[] indexes = new uint[AllBuffers];
        _region.AllocateBuffers(indexes);
        Assert.Equal(Enumerable.Range(2, indexes.Length).Select(i => (uint)i), indexes);
        Assert.Equal(0u, _region.FreeBufferCount);
        _region.FreeBuffers(indexes);
        Assert.Equal(AllBuffers, _region.FreeBufferCount);
    }

    [Fact]
    public void Too_many_buffers_are_refused_whole_and_the_error_counts_them()
    {
        uint[] indexes = new uint[AllBuffers + 1];
        InsufficientBuffersException e = Assert.Throws<InsufficientBuffersException>(() => _region.AllocateBuffers(indexes));
        Assert.Equal((AllBuffers + 1, AllBuffers), (e.Asked, e.Free));
        Assert.Equal(AllBuffers, _region.FreeBufferCount);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(100_000)]
    public void An_index_that_is_not_allocated_cannot_be_freed(uint index)
    {
        RegionException e = Assert.Throws<RegionException>(() => _region.FreeBuffers([index]));
        Assert.Contains($"buffer {index} ", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_buffer_cannot_be_freed_twice()
    {
        uint[] one = new uint[1];
        _region.AllocateBuffers(one);
        _region.FreeBuffers(one);
        Assert.Throws<RegionException>(() => _region.FreeBuffers(one));
    }

    [Theory]
    [InlineData(true, 63, 1)]
    [InlineData(false, 0, 0)]
    public void A_ring_is_initialised_in_every_field_even_where_an_older_one_lay(bool tx, uint tail, ushort dir)
    {
        NetmapRing* first = _region.AllocateRing(64, 9, tx: true);
        new Span<byte>(first, 256 + (64 * 16)).Fill(0xEE);
        first->NumSlots = 0;
        _region.FreeRing(first);
        _region.LayOutAnew();

        NetmapRing* ring = _region.AllocateRing(64, 3, tx);
        Assert.True(ring == first);
        Assert.Equal((64u, 2112u, (ushort)3, dir), (ring->NumSlots, ring->NrBufSize, ring->RingId, ring->Dir));
        Assert.Equal((0u, 0u, tail, 0u), (ring->Head, ring->Cur, ring->Tail, ring->Flags));
        Assert.Equal((0L, 0L), (ring->TimestampSeconds, ring->TimestampMicroseconds));
        Assert.Equal((0xFFFFul, 64ul), (ring->OffsetMask, ring->BufAlign));
        Assert.True((byte*)ring + ring->BufOfs == _region.BufferBase);
        NetmapSlot* slots = (NetmapSlot*)(ring + 1);
        HashSet<uint> seen = [];
        for (int i = 0; i < 64; i++)
        {
            Assert.True(_region.IsUsableBuffer(slots[i].BufIdx) && seen.Add(slots[i].BufIdx));
            Assert.Equal(((ushort)(2112 - 128), (ushort)0, 128ul), (slots[i].Len, slots[i].Flags, slots[i].Ptr));
        }
    }

    [Fact]
    public void A_ring_without_headroom_has_offsets_off_and_without_buffers_takes_none()
    {
        NetmapRing* ring = _region.AllocateRing(8, 0, tx: true, withBuffers: false, headroom: 0);
        NetmapSlot* slot = (NetmapSlot*)(ring + 1);
        Assert.Equal((0ul, 0ul, 0u, (ushort)2112), (ring->OffsetMask, slot->Ptr, slot->BufIdx, slot->Len));
        Assert.Equal(AllBuffers, _region.FreeBufferCount);
    }

    [Fact]
    public void Freeing_a_ring_brings_back_the_buffers_its_slots_hold_then()
    {
        uint[] spare = new uint[1];
        _region.AllocateBuffers(spare);
        NetmapRing* ring = _region.AllocateRing(64, 0, tx: false);
        NetmapSlot* slot = (NetmapSlot*)(ring + 1);
        (slot->BufIdx, spare[0]) = (spare[0], slot->BufIdx);
        Assert.Equal(64u, _region.FreeRing(ring));
        Assert.Equal(AllBuffers - 1, _region.FreeBufferCount);
        _region.FreeBuffers(spare);
        Assert.Throws<RegionException>(() => { _region.FreeRing(ring); });
    }

    [Fact]
    public void Impossible_indexes_in_a_freed_ring_are_passed_over()
    {
        NetmapRing* ring = _region.AllocateRing(64, 0, tx: false);
        NetmapSlot* slots = (NetmapSlot*)(ring + 1);
        slots[0].BufIdx = 0;
        slots[1].BufIdx = uint.MaxValue;
        slots[2].BufIdx = slots[3].BufIdx;
        ring->NumSlots = uint.MaxValue;
        Assert.Equal(61u, _region.FreeRing(ring));
    }

    [Fact]
    public void Rings_run_out_with_an_error_and_take_no_buffers_then()
    {
        for (uint i = 0; i < _region.Layout.RingCount; i++)
        {
            _region.AllocateRing(2, (ushort)i, tx: true);
        }

        uint free = _region.FreeBufferCount;
        RegionException e = Assert.Throws<RegionException>(() => { _region.AllocateRing(2, 0, tx: true); });
        Assert.Contains("no ring object", e.Message, StringComparison.Ordinal);
        Assert.Equal(free, _region.FreeBufferCount);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    public void A_ring_that_does_not_fit_its_object_is_refused(uint slots) =>
        Assert.Throws<RegionException>(() => { _region.AllocateRing(slots, 0, tx: true); });

    [Fact]
    public void A_ring_without_enough_buffers_takes_no_ring_object()
    {
        _region.AllocateBuffers(new uint[AllBuffers - 10]);
        for (int i = 0; i < 100; i++)
        {
            Assert.Throws<InsufficientBuffersException>(() => { _region.AllocateRing(11, 0, tx: true); });
        }

        Assert.True(_region.AllocateRing(10, 0, tx: true) != null);
    }

    [Fact]
    public void Threads_never_get_the_same_buffer()
    {
        uint[] owners = new uint[_region.BufferCount];
        Parallel.For(0, 4, _ =>
        {
            uint[] mine = new uint[7];
            for (int round = 0; round < 5000; round++)
            {
                _region.AllocateBuffers(mine);
                foreach (uint index in mine)
                {
                    Assert.Equal(1u, Interlocked.Increment(ref owners[index]));
                }

                foreach (uint index in mine)
                {
                    Interlocked.Decrement(ref owners[index]);
                }

                _region.FreeBuffers(mine);
            }
        });
        Assert.Equal(AllBuffers, _region.FreeBufferCount);
    }
}
