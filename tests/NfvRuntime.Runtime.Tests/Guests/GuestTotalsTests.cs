using NfvRuntime.Counters;

namespace NfvRuntime.Runtime.Tests.Guests;

public sealed class GuestTotalsTests
{
    private static readonly KeyValuePair<string, string>[] Labels = [new(LabelKeys.Chain, "c"), new(LabelKeys.Stage, "fw")];

    private readonly GuestTotals _totals = new();

    [Fact]
    public void What_all_lives_counted_is_added_up_and_gauges_are_of_the_present()
    {
        using CounterTable first = Life(received: 7, held: 5), second = Life(received: 3, held: 2);
        _totals.Begin(first, []);
        Assert.Equal((7UL, 5UL), (Value(Catalogue.StageReceived), Value(Catalogue.StageHeld)));

        _totals.End();
        Assert.Equal((7UL, 0UL), (Value(Catalogue.StageReceived), Value(Catalogue.StageHeld)));

        _totals.Begin(second, []);
        Assert.Equal((10UL, 2UL), (Value(Catalogue.StageReceived), Value(Catalogue.StageHeld)));
    }

    [Fact]
    public void What_was_counted_for_an_earlier_host_is_left_out()
    {
        using CounterTable table = CounterTable.Create();
        Counter received = table.AddBlock(Labels, Catalogue.StageReceived)[0];
        received.Set(100);
        _totals.Begin(table, table.Read());
        received.Set(104);

        Assert.Equal(4UL, Value(Catalogue.StageReceived));
        _totals.End();
        Assert.Equal(4UL, Value(Catalogue.StageReceived));
    }

    [Fact]
    public void A_table_that_is_gone_counts_as_nothing_and_the_lives_before_it_stay()
    {
        using CounterTable first = Life(received: 7, held: 0);
        _totals.Begin(first, []);
        CounterTable second = Life(received: 3, held: 0);
        _totals.Begin(second, []);
        second.Dispose();

        Assert.Equal(7UL, Value(Catalogue.StageReceived));
    }

    private static CounterTable Life(ulong received, ulong held)
    {
        CounterTable table = CounterTable.Create();
        CounterBlock block = table.AddBlock(Labels, Catalogue.StageReceived, Catalogue.StageHeld);
        block[0].Set(received);
        block[1].Set(held);
        return table;
    }

    private ulong Value(Metric metric) => _totals.Read().Single(reading => reading.Metric.Name == metric.Name).Value;
}
