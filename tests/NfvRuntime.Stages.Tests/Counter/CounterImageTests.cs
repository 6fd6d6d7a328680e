using NfvRuntime.Counters;
using NfvRuntime.Packets;
using NfvRuntime.Sdk.TestKit;

namespace NfvRuntime.Stages.Tests.Counter;

public sealed class CounterImageTests : IDisposable
{
    private readonly CounterTable _cells = CounterTable.Create();

    [Fact]
    public void A_state_that_is_imported_is_the_one_that_was_exported_and_goes_on_from_there()
    {
        CounterState one = State(100), other = State(100);
        for (int i = 0; i < 50; i++) See(one, i % 20);
        See(other, 77);
        other.Import(one.Export());
        Assert.Equal(Say(one), Say(other));
        See(one, 3);
        See(other, 3);
        Assert.Equal(Say(one), Say(other));
        Assert.Equal(one.Export(), other.Export());
    }

    [Fact]
    public void A_smaller_table_counts_what_it_cannot_tell_apart_together()
    {
        CounterState one = State(100), small = State(5);
        for (int i = 0; i < 20; i++) See(one, i);
        small.Import(one.Export());
        CounterReport report = small.Report(100);
        Assert.Equal((5, 15, 20), (report.Flows, report.OtherPackets, report.Packets));
        Assert.Equal(report.Bytes, report.OtherBytes + report.Top.Sum(flow => flow.Bytes));
    }

    [Fact]
    public void What_is_no_state_changes_nothing()
    {
        CounterState state = State(100);
        for (int i = 0; i < 10; i++) See(state, i);
        string before = Say(state);
        byte[] sound = state.Export();
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 2000; round++)
        {
            byte[] image = random.Next(2) == 0 ? sound[..random.Next(sound.Length)] : [.. sound];
            if (image.Length > 0) image[random.Next(image.Length)] ^= (byte)(1 << random.Next(8));
            CounterState copy = State(100);
            copy.Import(sound);
            Exception? failure = Record.Exception(() => copy.Import(image));
            if (failure is null) continue;
            refused++;
            Assert.True(failure is InvalidDataException, $"seed {seed}, round {round}: {failure}");
            Assert.Equal(before, Say(copy));
        }

        Assert.True(refused > 500, $"seed {seed}: {refused}");
    }

    public void Dispose() => _cells.Dispose();

    private static void See(CounterState state, int flow)
    {
        byte[] frame = TestFrames.Udp("10.0.0.1", "10.0.0.2", 1000 + flow, 53, flow);
        HeaderOffsets headers = HeaderParser.Parse(frame);
        Assert.True(FlowKey.TryRead(frame, headers, out FlowKey key));
        state.Packets++;
        state.Bytes += frame.Length;
        Assert.True(state.Table.TryAdd(FlowHash.Compute(frame, headers), key, frame.Length));
    }

    private static string Say(CounterState state)
    {
        CounterReport report = state.Report(1000);
        IEnumerable<string> flows = report.Top.Select(flow => $"{flow.Flow} {flow.Packets} {flow.Bytes}").Order(StringComparer.Ordinal);
        return $"{report with { Top = [] }}: {string.Join(';', flows)}";
    }

    private CounterState State(int flows) => new(new CounterSettings(flows, 10), cells => _cells.AddBlock([new("chain", "c"), new("stage", "s")], cells));
}
