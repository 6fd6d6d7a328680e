namespace NfvRuntime.Netmap.Tests.Regions;

public class RegionLayoutTests
{
    [Theory]
    // asked: if, ring, buffer pools; given: counts, buffer offset, total
    [InlineData(100, 1024, 200, 36864, 163840, 2048, 100, 200, 163840, 7_475_200, 343_019_520)]
    [InlineData(2, 1024, 4, 20480, 4098, 2048, 4, 4, 4098, 86_016, 8_478_720)]
    public void Pools_round_as_the_original_allocator_rounds_them(uint ifs, uint ifSize, uint rings, uint ringSize, uint buffers, uint bufferSize,
        uint ifCount, uint ringCount, uint bufferCount, long bufferOffset, long total)
    {
        RegionLayout layout = RegionLayout.Of(ifs, ifSize, rings, ringSize, buffers, bufferSize);
        Assert.Equal((ifCount, ringCount, bufferCount), (layout.IfCount, layout.RingCount, layout.BufferCount));
        Assert.Equal((bufferOffset, total), (layout.BufferPoolOffset, layout.TotalSize));
    }

    [Fact]
    public void The_private_region_of_a_default_port_is_the_originals()
    {
        RegionLayout layout = RegionLayout.ForPort(1, 1, 1024, 1024, bufferSize: 2048);
        Assert.Equal((12u, 1024u), (layout.IfCount, layout.IfSize));
        Assert.Equal((20u, 20480u), (layout.RingCount, layout.RingSize));
        Assert.Equal((20482u, 2048u), (layout.BufferCount, layout.BufferSize));
        Assert.Equal((421_888L, 42_369_024L), (layout.BufferPoolOffset, layout.TotalSize));
    }

    [Fact]
    public void Our_stride_rounds_to_clusters_of_64_buffers_on_33_pages()
    {
        RegionLayout layout = RegionLayout.For(1, 2, 1024, 2048);
        Assert.Equal(2112u, layout.BufferSize);
        Assert.Equal(2112u, layout.BufferCount); // 2050 rounded up to 33 clusters of 64
        Assert.Equal(0, layout.BufferPoolOffset % 4096);
        Assert.Equal(0, layout.TotalSize % 4096);
        Assert.True(layout.MaxSlots >= 1024);
    }

    [Fact]
    public void Every_size_and_count_ends_on_a_page()
    {
        Random random = new(17);
        for (int round = 0; round < 1000; round++)
        {
            int rings = random.Next(1, 1025);
            uint slots = (uint)random.Next(2, 8177);
            uint buffers = (uint)random.Next(1, 100_000);
            uint size = (uint)random.Next(64, 65537);
            RegionLayout layout = RegionLayout.For(random.Next(1, 10001), rings, slots, buffers, size);
            string asked = $"round {round} of seed 17: {rings} rings of {slots}, {buffers} buffers of {size}";
            Assert.True(layout.RingPoolOffset % 4096 == 0 && layout.BufferPoolOffset % 4096 == 0 && layout.TotalSize % 4096 == 0, asked);
            Assert.True(layout.RingCount >= rings && layout.MaxSlots >= slots, asked);
            Assert.True(layout.BufferCount >= buffers + 2 && layout.BufferSize >= size && layout.BufferSize % 64 == 0, asked);
        }
    }

    [Theory]
    [InlineData(0, 1, 4, 4, 2112, "0 ports")]
    [InlineData(1, 0, 4, 4, 2112, "0 rings")]
    [InlineData(1, 1, 1, 4, 2112, "1 slots")]
    [InlineData(1, 1, 8177, 4, 2112, "8177 slots")]
    [InlineData(1, 1, 4, 0, 2112, "2 buffers")]
    [InlineData(1, 1, 4, 999_999, 2112, "1000001 buffers")]
    [InlineData(1, 1, 4, uint.MaxValue, 2112, "4294967295 buffers")]
    [InlineData(1, 1, 4, 4, 63, "63 bytes")]
    [InlineData(1, 1, 4, 4, 65537, "65537 bytes")]
    [InlineData(10001, 1, 4, 4, 2112, "10001 interface")]
    [InlineData(1, 1025, 4, 4, 2112, "1025 ring")]
    public void Refuses_what_netmap_refuses_and_names_it(int ports, int rings, uint slots, uint buffers, uint size, string named)
    {
        RegionException e = Assert.Throws<RegionException>(() => RegionLayout.For(ports, rings, slots, buffers, size));
        Assert.Contains(named, e.Message, StringComparison.Ordinal);
    }
}
