using NfvRuntime.Netmap;
using NfvRuntime.Sdk.TestKit;

namespace NfvRuntime.Sdk.Tests.Bursts;

/// <summary>Packets between bursts: swapped within a region, copied into another.</summary>
public sealed class BurstTransferTests : IDisposable
{
    private readonly Region _large = Region.Create(RegionLayout.For(1, 1, 2, 64), RegionBacking.Anonymous);
    private readonly Region _small = Region.Create(RegionLayout.For(1, 1, 2, 64, 256), RegionBacking.Anonymous);
    private readonly List<BurstPool> _pools = [];

    public void Dispose()
    {
        foreach (BurstPool pool in _pools)
        {
            foreach (Burst burst in pool.Bursts)
            {
                burst.Dispose();
            }
        }

        Assert.Equal((_large.BufferCount - 2, _small.BufferCount - 2), (_large.FreeBufferCount, _small.FreeBufferCount));
        _large.Dispose();
        _small.Dispose();
    }

    [Fact]
    public unsafe void Within_a_region_a_move_swaps_buffers()
    {
        Burst source = Make(_large, [1, 2, 3]);
        Burst target = Make(_large);
        uint moved = source.Descriptors[0].BufIdx;
        uint spent = target.Descriptors[0].BufIdx;
        BurstTransfer.Move(source, 0, target);
        Assert.Equal((spent, moved), (source.Descriptors[0].BufIdx, target.Descriptors[0].BufIdx));
        Assert.Equal([1, 2, 3], target.Data(0).ToArray());
    }

    [Fact]
    public unsafe void Into_another_region_a_move_copies_and_everyone_keeps_his_buffers()
    {
        Burst source = Make(_large, [1, 2, 3]);
        Burst target = Make(_small);
        uint before = target.Descriptors[0].BufIdx;
        BurstTransfer.Move(source, 0, target);
        Assert.Equal(before, target.Descriptors[0].BufIdx);
        Assert.Equal([1, 2, 3], target.Data(0).ToArray());
        Assert.Equal(128, target.Headroom(0));
    }

    [Fact]
    public unsafe void A_virtio_net_header_goes_along_wherever_a_packet_goes()
    {
        byte[] header = [1, 4, 66, 0, 0xA8, 5, 34, 0, 16, 0, 0, 0];
        Burst source = Make(_large, [1, 2, 3], [4, 5]);
        source.Descriptors[0].Flags |= SlotFlags.VnetHeader;
        header.CopyTo(source.VnetHeader(0));
        Burst copied = Make(_large), moved = Make(_small);

        BurstTransfer.Copy(source, 0, copied);
        BurstTransfer.Move(source, 0, moved);
        BurstTransfer.Move(source, 1, moved);

        Assert.Equal(header, copied.VnetHeader(0).ToArray());
        Assert.Equal(header, moved.VnetHeader(0).ToArray());
        Assert.Equal(116, moved.Headroom(0));
        Assert.Equal(0, moved.VnetHeader(1).Length);
    }

    [Fact]
    public unsafe void A_virtio_net_header_stays_in_front_of_a_frame_that_grows_and_points_at_the_same_bytes()
    {
        Burst burst = Make(_large, Enumerable.Range(0, 60).Select(i => (byte)i).ToArray());
        burst.Descriptors[0].Flags |= SlotFlags.VnetHeader;
        ((byte[])[1, 4, 66, 0, 0xA8, 5, 34, 0, 16, 0, 0, 0]).CopyTo(burst.VnetHeader(0));

        burst.MoveStart(0, -4);

        Assert.Equal([1, 4, 70, 0, 0xA8, 5, 38, 0, 16, 0, 0, 0], burst.VnetHeader(0).ToArray());
        burst.MoveStart(0, -112);
        Assert.Throws<ArgumentOutOfRangeException>(() => burst.MoveStart(0, -1));
    }

    [Theory]
    [InlineData(128, 128)]
    [InlineData(129, 127)]
    [InlineData(256, 0)]
    public unsafe void A_packet_that_leaves_no_room_for_the_usual_headroom_gets_less(int length, int headroom)
    {
        byte[] frame = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        Burst source = Make(_large, frame);
        Burst target = Make(_small);
        Assert.True(BurstTransfer.Fits(source, 0, 1, target));
        BurstTransfer.Copy(source, 0, target);
        Assert.Equal(frame, target.Data(0).ToArray());
        Assert.Equal(frame, source.Data(0).ToArray());
        Assert.Equal(headroom, target.Headroom(0));
        target.Clear();
        Assert.Equal(128, target.DataOffsets[0]);
    }

    [Fact]
    public void A_packet_longer_than_the_other_regions_buffers_does_not_fit()
    {
        Burst source = Make(_large, new byte[257], new byte[256]);
        Burst target = Make(_small);
        Assert.False(BurstTransfer.Fits(source, 0, 1, target));
        Assert.True(BurstTransfer.Fits(source, 1, 2, target));
        Assert.False(BurstTransfer.Fits(source, 0, 2, target));
        Assert.True(BurstTransfer.Fits(source, 0, 2, Make(_large)));
    }

    [Fact]
    public void What_was_parsed_goes_along_only_as_long_as_all_of_it_is()
    {
        byte[] frame = TestFrames.Udp("10.0.0.1", "10.0.0.2", 1, 2);
        Burst parsed = Make(_large, frame);
        _ = parsed.Headers(0);
        Burst target = Make(_large);
        BurstTransfer.Copy(parsed, 0, target);
        Assert.True(target.Parsed);
        Assert.Equal(parsed.Headers(0), target.Headers(0));
        BurstTransfer.Copy(Make(_large, frame), 0, target);
        Assert.False(target.Parsed);
        Assert.True(target.Headers(1).HasPorts);
    }

    [Fact]
    public void A_pool_that_the_region_cannot_fill_takes_nothing()
    {
        uint free = _large.FreeBufferCount;
        Assert.Throws<InsufficientBuffersException>(() => new BurstPool(_large, 5, 60, 128));
        Assert.Equal(free, _large.FreeBufferCount);
    }

    [Fact]
    public void A_pool_is_not_disposed_while_a_burst_is_away()
    {
        BurstPool pool = Pool(_large);
        Burst burst = pool.Take()!;
        Assert.Null(pool.Take());
        Assert.Equal("1 of 1 bursts are still away from their pool.", Assert.Throws<InvalidOperationException>(pool.Dispose).Message);
        burst.GoHome();
        Assert.Equal(1, pool.Available);
    }

    private Burst Make(Region region, params byte[][] frames)
    {
        Burst burst = Pool(region).Take()!;
        foreach (byte[] frame in frames)
        {
            Assert.True(burst.TryAppend(frame));
        }

        return burst;
    }

    private BurstPool Pool(Region region)
    {
        var pool = new BurstPool(region, 1, 8, Region.DefaultHeadroom);
        _pools.Add(pool);
        return pool;
    }
}
