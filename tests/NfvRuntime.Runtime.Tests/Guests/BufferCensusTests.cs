using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime.Tests.Guests;

public sealed class BufferCensusTests
{
    [Fact]
    public void Every_buffer_is_in_one_place_or_it_is_told()
    {
        using var region = Region.Create(RegionLayout.For(1, 1, 4, 10), RegionBacking.Anonymous);
        uint[] taken = new uint[4];
        region.AllocateBuffers(taken);
        var census = new BufferCensus(region, new ulong[1]);
        foreach (uint index in taken)
        {
            census.Visit(index);
        }

        Assert.True(census.Result.Holds, census.Result.ToString());
        census.Visit(taken[0]);
        census.Visit(0);
        census.Visit(uint.MaxValue);

        Assert.Equal((1U, 2U, 0L), (census.Result.Duplicates, census.Result.Impossible, census.Result.Lost));
    }
}
