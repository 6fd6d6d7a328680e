namespace NfvRuntime.Counters.Tests;

public class CounterTableTests
{
    private static readonly KeyValuePair<string, string>[] Fw = [new("chain", "edge"), new("stage", "fw")];

    [Fact]
    public void Reads_back_what_the_writer_counted_with_all_labels()
    {
        using var table = CounterTable.Create(blocks: 4);
        var block = table.AddBlock(Fw, Catalogue.StageReceived, new CounterSpec(Catalogue.StageDropped, ("reason", "denied")));
        block[0].Add(3);
        block[0].Add(4);
        block[1].Set(9);

        var readings = table.Read();

        Assert.Equal([7UL, 9UL], readings.Select(r => r.Value));
        Assert.Equal(["nfv.stage.received", "nfv.stage.dropped"], readings.Select(r => r.Metric.Name));
        Assert.Equal([new("chain", "edge"), new("stage", "fw"), new("reason", "denied")], readings[1].Labels);
        Assert.Null(readings[0].Label("reason"));
        Assert.Equal("denied", readings[1].Label("reason"));
    }

    [Fact]
    public void Scales_to_the_unit_of_the_metric()
    {
        using var table = CounterTable.Create(blocks: 1);
        table.AddBlock([], Catalogue.IslandBusy)[0].Set(2_500_000_000);
        Assert.Equal(2.5, Assert.Single(table.Read()).Scaled, 9);
    }

    [Fact]
    public void Every_block_starts_on_a_pair_of_cache_lines_of_its_own()
    {
        using var table = CounterTable.Create(blocks: 3);
        var blocks = Enumerable.Range(0, 3).Select(_ => table.AddBlock([], Catalogue.IslandTurns)).ToArray();
        var addresses = blocks.Select(AddressOf).ToArray();
        Assert.All(addresses, a => Assert.Equal(0, a % 128));
        Assert.Equal(3, addresses.Distinct().Count());

        static unsafe long AddressOf(CounterBlock block)
        {
            var counter = block[0];
            return *(long*)&counter;
        }
    }

    [Fact]
    public void What_was_added_through_a_part_goes_with_it_and_nothing_else()
    {
        using var table = CounterTable.Create(blocks: 4);
        table.AddBlock(Fw, Catalogue.StageReceived)[0].Set(1);
        using (CounterTable part = table.Part(), other = table.Part())
        {
            part.AddBlock(Fw, Catalogue.StageSent)[0].Set(2);
            part.RemoveBlock(part.AddBlock(Fw, Catalogue.StageSent));
            other.AddBlock(Fw, Catalogue.StageHeld)[0].Set(3);
            Assert.Equal([1UL, 2UL, 3UL], table.Read().Select(reading => reading.Value));
            Assert.Equal(table.Read(), part.Read());
            part.Dispose();
            Assert.Equal([1UL, 3UL], table.Read().Select(reading => reading.Value));
            Assert.Throws<ObjectDisposedException>(() => part.AddBlock(Fw, Catalogue.StageSent));
        }

        Assert.Equal([1UL], table.Read().Select(reading => reading.Value));
    }

    [Fact]
    public void A_removed_block_is_gone_and_its_place_comes_back_zeroed()
    {
        using var table = CounterTable.Create(blocks: 1);
        var first = table.AddBlock([], Catalogue.IslandTurns);
        first[0].Add(5);
        table.RemoveBlock(first);
        Assert.Empty(table.Read());

        table.AddBlock([], Catalogue.IslandSleeps);
        var reading = Assert.Single(table.Read());
        Assert.Equal((Catalogue.IslandSleeps.Name, 0UL), (reading.Metric.Name, reading.Value));
    }

    [Fact]
    public void Removing_twice_is_an_error()
    {
        using var table = CounterTable.Create(blocks: 2);
        var block = table.AddBlock([], Catalogue.IslandTurns);
        table.RemoveBlock(block);
        Assert.Throws<InvalidOperationException>(() => table.RemoveBlock(block));
    }

    [Fact]
    public void Adding_and_removing_at_random_never_loses_space_or_mixes_blocks()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        using var table = CounterTable.Create(blocks: 16);
        var live = new List<(CounterBlock Block, ulong Mark)>();
        for (int step = 0; step < 3000; step++)
        {
            if (live.Count == 16 || (live.Count > 0 && random.Next(2) == 0))
            {
                int at = random.Next(live.Count);
                table.RemoveBlock(live[at].Block);
                live.RemoveAt(at);
            }
            else
            {
                // Half of what a block may take on average, so that no order of coming and going can leave too little in one piece.
                var specs = Enumerable.Repeat(new CounterSpec(Catalogue.IslandTurns), random.Next(1, 20)).ToArray();
                CounterBlock? block = null;
                var failure = Record.Exception(() => block = table.AddBlock([new("island", $"i{step}")], specs));
                Assert.True(block is not null, $"seed {seed}: {failure}");
                for (int cell = 0; cell < block.Count; cell++) block[cell].Set((ulong)step);
                live.Add((block, (ulong)step));
            }

            if (step % 50 != 0) continue;
            var readings = table.Read();
            Assert.True(readings.Count == live.Sum(l => l.Block.Count), $"seed {seed}");
            Assert.True(readings.All(r => r.Label("island") == $"i{r.Value}"), $"seed {seed}");
        }
    }

    [Fact]
    public void A_full_table_says_so()
    {
        using var table = CounterTable.Create(blocks: 1);
        table.AddBlock([], Catalogue.IslandTurns);
        var error = Assert.Throws<InvalidOperationException>(() => table.AddBlock([], Catalogue.IslandTurns));
        Assert.Equal("the counter table is full: it was made for 1 blocks", error.Message);
    }

    [Fact]
    public void Refuses_labels_that_the_metric_does_not_declare_or_that_stand_twice()
    {
        using var table = CounterTable.Create(blocks: 1);
        Assert.Throws<ArgumentException>(() => table.AddBlock([new("flow", "10.0.0.1")], Catalogue.IslandTurns));
        Assert.Throws<ArgumentException>(
            () => table.AddBlock([new("reason", "a")], new CounterSpec(Catalogue.StageDropped, ("reason", "b"))));
        Assert.Throws<ArgumentException>(() => table.AddBlock([]));
    }

    [Fact]
    public void A_cell_outside_its_block_cannot_be_reached()
    {
        using var table = CounterTable.Create(blocks: 1);
        var block = table.AddBlock([], Catalogue.IslandTurns);
        Assert.Throws<ArgumentOutOfRangeException>(() => block[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => block[-1]);
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        using var table = CounterTable.Create(blocks: 1);
        var block = table.AddBlock([], Catalogue.IslandTurns, Catalogue.IslandSleeps);
        Assert.Equal(0, Allocation.Least(() =>
        {
            for (uint i = 0; i < 10_000; i++)
            {
                block[0].Add(i);
                block[1].Set(i);
            }
        }));
    }
}
