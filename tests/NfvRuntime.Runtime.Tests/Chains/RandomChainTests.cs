using System.Diagnostics;
using NfvRuntime.Actors.Islands;
using NfvRuntime.Runtime.Tests.Support;
using NfvRuntime.Sdk;
using Xunit.Abstractions;

namespace NfvRuntime.Runtime.Tests.Chains;

/// <summary>
/// Random chains under full load with tiny pools and rings: whatever the shape, it drains, loses nothing unsaid, keeps order, and every
/// buffer is found again.
/// </summary>
public class RandomChainTests(ITestOutputHelper output)
{
    private const int Packets = 1500;

    [Fact]
    public Task Every_chain_drains_and_adds_up() => RepeatAsync(100, 1, (random, context) => RunAsync(random, context, false, false));

    [Fact]
    public Task Every_chain_with_a_failing_stage_drains_and_adds_up() =>
        RepeatAsync(60, 2, (random, context) => RunAsync(random, context, true, false));

    [Fact]
    public Task Every_chain_with_stages_that_go_out_of_service_and_come_back_drains_and_adds_up() =>
        RepeatAsync(80, 6, (random, context) => RunAsync(random, context, true, random.Next(2) == 0, storms: true));

    [Fact]
    public Task Every_chain_with_slow_ports_drains_and_adds_up() =>
        RepeatAsync(40, 3, (random, context) => RunAsync(random, context, random.Next(2) == 0, true));

    [Fact]
    public Task A_stuck_port_behind_branches_that_drop_stops_no_port() => RepeatAsync(30, 4, RunStuckAsync);

    [Fact]
    public Task A_stuck_port_behind_lossless_branches_stops_no_port_that_does_not_lead_there() => RepeatAsync(30, 5, RunStuckLosslessAsync);

    private async Task RepeatAsync(int chains, int kind, Func<Random, string, Task> run)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < chains; i++)
        {
            int seed = unchecked((Seeds.Base * 31) + (kind * 1_000_003) + i);
            await run(new Random(seed), $"NFV_SEED={Seeds.Base}, chain {i}: ");
        }

        output.WriteLine($"{chains} chains, {Stopwatch.GetElapsedTime(start).TotalMilliseconds / chains:F1} ms each, NFV_SEED={Seeds.Base}");
    }

    private static async Task RunAsync(Random random, string context, bool faults, bool slow, bool storms = false)
    {
        ChainShape shape = ChainShape.Make(random, faults, drops: random.Next(3) == 0, storms);
        await using Rig rig = MakeRig(random, shape);
        TestPort[] ports = MakePorts(random, rig, shape);
        foreach (TestPort port in ports)
        {
            port.PerTxSync = slow ? random.Next(4, 9) : int.MaxValue;
        }

        context += $"{rig.Options}, {rig.Slots} slots, {rig.Island.Options.Policy}{Environment.NewLine}{shape}{Environment.NewLine}";
        Segment segment = shape.Build(rig, ports);
        await rig.StartAsync(segment);
        SegmentReport midway = await rig.SnapshotAsync(segment);
        Assert.True(midway.Balances, $"{context}midway: {Rig.Explain(midway)}");
        await rig.DrainAsync(segment, context: context);
        await rig.StopAsync(segment, Rig.Patience);
        MustBeRight(rig, segment, ports, shape, context);
        Books.MustBeEmpty(segment, context);
    }

    private static async Task RunStuckAsync(Random random, string context)
    {
        ChainShape shape = ChainShape.Make(random, random.Next(3) == 0, drops: true);
        await using Rig rig = MakeRig(random, shape);
        TestPort[] ports = MakePorts(random, rig, shape);
        int stuck = Enumerable.Range(0, shape.Ports).FirstOrDefault(port => shape.Paths.All(path => path.Port < 0 || path.To != port), -1);
        if (stuck < 0)
        {
            return; // every port is the end of a lossless path
        }

        ports[stuck].PerTxSync = 0;
        context += $"{rig.Options}, {rig.Slots} slots, p{stuck} stuck{Environment.NewLine}{shape}{Environment.NewLine}";
        Segment segment = shape.Build(rig, ports);
        await rig.StartAsync(segment);
        await MustDeliverAsync(rig, segment, context, [.. ports.Where((_, i) => shape.StartsAt(i))]);
        await rig.StopAsync(segment, TimeSpan.FromMilliseconds(20));
        MustBeRight(rig, segment, ports, shape, context);
        Books.MustBeEmpty(segment, context);
    }

    private static async Task RunStuckLosslessAsync(Random random, string context)
    {
        ChainShape shape = ChainShape.Make(random, random.Next(3) == 0);
        await using Rig rig = MakeRig(random, shape);
        TestPort[] ports = MakePorts(random, rig, shape);
        int stuck = random.Next(shape.Ports);
        ports[stuck].PerTxSync = 0;
        context += $"{rig.Options}, {rig.Slots} slots, p{stuck} stuck{Environment.NewLine}{shape}{Environment.NewLine}";
        Segment segment = shape.Build(rig, ports);
        await rig.StartAsync(segment);
        await MustDeliverAsync(rig, segment, context, [.. ports.Where((_, i) => shape.StartsAt(i) && !shape.Leads(i, stuck))]);
        await rig.StopAsync(segment, TimeSpan.FromMilliseconds(20));
        MustBeRight(rig, segment, ports, shape, context);
        Books.MustBeEmpty(segment, context);
    }

    private static Rig MakeRig(Random random, ChainShape shape)
    {
        var options = new SegmentOptions
        {
            Burst = random.Next(1, 9),
            Bursts = random.Next(1, 3),
            EdgeBursts = 2,
            Budget = random.Next(4, 64),
            OwnsRegions = true,
        };
        WaitPolicy policy = random.Next(4) switch
        {
            0 => WaitPolicy.Busy,
            1 => WaitPolicy.Yield,
            2 => WaitPolicy.Interrupt,
            _ => WaitPolicy.Adaptive(5),
        };
        return new Rig(shape.Ports, (uint)random.Next(4, 65), shape.Buffers(options), options, policy, depth: random.Next(3) == 0 ? random.Next(0, 4) : 32);
    }

    private static TestPort[] MakePorts(Random random, Rig rig, ChainShape shape)
    {
        TestPort[] ports = [.. Enumerable.Range(0, shape.Ports).Select(i => rig.Port($"p{i}", i))];
        int fragments = random.Next(3) == 0 ? random.Next(2, 4) : 1;
        foreach (TestPort port in ports)
        {
            port.Count = Packets;
            port.Flows = (uint)random.Next(1, 40);
            port.MostFragments = fragments;
            port.PerRxSync = random.Next(2) == 0 ? int.MaxValue : random.Next(4, 20);
        }

        return ports;
    }

    /// <summary>Waits until ports have brought all their packets into the chain.</summary>
    private static async Task MustDeliverAsync(Rig rig, Segment segment, string context, TestPort[] ports)
    {
        long start = Stopwatch.GetTimestamp();
        while (ports.Any(port => port.Delivered < port.Count))
        {
            await Task.Delay(1);
            if (Stopwatch.GetElapsedTime(start) > Rig.Patience)
            {
                Assert.Fail($"{context}stopped: {string.Join(", ", ports.Where(p => p.Delivered < p.Count).Select(p => p.Name))}: "
                    + $"{Rig.Explain(await rig.SnapshotAsync(segment))}");
            }
        }
    }

    private static void MustBeRight(Rig rig, Segment segment, TestPort[] ports, ChainShape shape, string context)
    {
        SegmentReport report = segment.Report();
        for (int i = 0; i < ports.Length; i++)
        {
            Assert.True(ports[i].Ledger.Complaints.Count == 0, context + string.Join(Environment.NewLine, ports[i].Ledger.Complaints));
            if (ports[i].PerTxSync > 0)
            {
                rig.Finish(ports[i]);
                Assert.True(ports[i].Ledger.Packets == (long)(report.Ports[i].Transmit?.Packets ?? 0), $"{context}p{i} took {ports[i].Ledger.Packets}: {Rig.Explain(report)}");
            }

            if (shape.StartsAt(i) && segment.Ports[i].Receive[0].Drained)
            {
                Assert.True(ports[i].Delivered >= (long)report.Ports[i].Receive!.Packets, $"{context}p{i} brought {ports[i].Delivered}: {Rig.Explain(report)}");
            }
        }

        bool lossy = shape.Stages.Any(s => s.FaultEvery > 0) || shape.Paths.Any(p => p.Policy.Drop);
        if (!lossy)
        {
            Assert.DoesNotContain(DropReasons.EdgeFull.Name, report.Dropped.Keys);
            Assert.DoesNotContain(DropReasons.StageFault.Name, report.Dropped.Keys);
        }
    }
}
