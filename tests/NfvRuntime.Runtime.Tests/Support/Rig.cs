using NfvRuntime.Actors.Islands;
using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime.Tests.Support;

/// <summary>The real parts around a segment: region, host, counters, actor system and island; and the way a chain is stopped.</summary>
internal sealed class Rig : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Dictionary<Segment, IActorRef> _actors = [];
    private long _errors;

    public Rig(int ports, uint slots, int spare, SegmentOptions? options = null, WaitPolicy? policy = null, int depth = 32)
    {
        Options = options ?? new SegmentOptions();
        if (Options.Restarts == RestartLimit.Default)
        {
            Options = Options with { Restarts = RestartLimit.Unlimited }; // most tests fail far more often than a user would bear
        }

        Slots = slots;
        Region = Region.Create(
            RegionLayout.For(ports, ports * 2, slots, (uint)((ports * 2 * slots) + spare)), RegionBacking.Anonymous);
        Counters = CounterTable.Create(16384);
        Host = new NetmapHost(Region, Counters);
        System = ActorSystem.Create("rig");
        System.LogTo(entry =>
        {
            if (entry is ActorEvents.Error)
            {
                Interlocked.Increment(ref _errors);
                LastError = entry.ToString();
            }
        });
        Island = System.CreateIsland(new IslandOptions { Id = "rig", Policy = policy ?? WaitPolicy.Yield, InlineDepth = depth });
    }

    public SegmentOptions Options { get; }

    public uint Slots { get; }

    public Region Region { get; }

    public CounterTable Counters { get; }

    public NetmapHost Host { get; }

    public ActorSystem System { get; }

    public Island Island { get; }

    public long Errors => Interlocked.Read(ref _errors);

    public string? LastError { get; private set; }

    public SegmentBuilder Build(int paths, string chain = "rig") => new(chain, paths, Host, Counters, Options);

    public TestPort Port(string name, int number) => new(name, number, Host, Slots);

    public async Task StartAsync(Segment segment, string island = "rig", SupervisorStrategy? strategy = null)
    {
        Props props = segment.ToProps().WithDispatcher(island);
        _actors[segment] = System.ActorOf(strategy is null ? props : props.WithSupervisorStrategy(strategy), segment.Chain);
        await segment.Started.WaitAsync(Patience);
    }

    /// <summary>Waits until all that came in is settled; says what hangs where if that does not happen.</summary>
    public async Task DrainAsync(Segment segment, TimeSpan? patience = null, string context = "")
    {
        if (await Task.WhenAny(segment.Drained, Task.Delay(patience ?? Patience)) != segment.Drained)
        {
            Assert.Fail($"{context}not drained: {Explain(await SnapshotAsync(segment))}; last error: {LastError}");
        }

        await segment.Drained;
    }

    public Task<SegmentReport> SnapshotAsync(Segment segment) =>
        _actors[segment].Ask<SegmentReport>(SnapshotRequest.Instance, Patience);

    /// <summary>As a running chain is stopped.</summary>
    public async Task StopAsync(Segment segment, TimeSpan patience)
    {
        _actors[segment].Tell(StopReading.Instance, ActorRefs.NoSender);
        await Task.WhenAny(segment.Drained, Task.Delay(patience));
        await _actors[segment].GracefulStop(Patience);
        segment.SettleLeftovers();
    }

    /// <summary>Waits for something that must come to be.</summary>
    public static async Task Until(Func<bool> holds)
    {
        long start = Environment.TickCount64;
        while (!holds())
        {
            Assert.True(Environment.TickCount64 - start < Patience.TotalMilliseconds, "it did not come to that");
            await Task.Delay(1);
        }
    }

    /// <summary>Lets a port take what was handed to it; its segment must have stopped.</summary>
    public void Finish(TestPort port)
    {
        port.PerTxSync = int.MaxValue;
        while (port.Tx[0].Pending > 0)
        {
            Host.CallDriver(port.Tx[0]).Sync();
        }
    }

    public static string Explain(SegmentReport report)
    {
        var lines = new List<string>
        {
            $"received {report.Received} + created {report.Created} = sent {report.Sent} + consumed {report.Consumed} + dropped "
            + $"{string.Join(", ", report.Dropped.Select(d => $"{d.Key} {d.Value}"))} + held {report.Held}: {report.Balances}",
        };
        lines.AddRange(report.Ports.Select(p => $"  port {p.Name}: rx {Text(p.Receive)}; tx {Text(p.Transmit)}"));
        lines.AddRange(report.Stages.Select(s =>
            $"  stage {s.Name}: received {s.Received} created {s.Created} sent {s.Sent} consumed {s.Consumed} dropped "
            + $"{string.Join(", ", s.Dropped.Select(d => $"{d.Key} {d.Value}"))} held {s.Held} restarts {s.Restarts}: {s.Balances}"));
        return string.Join(Environment.NewLine, lines);
    }

    public async ValueTask DisposeAsync()
    {
        await System.Terminate().WaitAsync(Patience);
        foreach (Segment segment in _actors.Keys)
        {
            segment.Dispose();
        }

        Host.Dispose();
        Region.Dispose();
        Counters.Dispose();
    }

    private static string Text(RingReport? ring) => ring is null
        ? "-"
        : $"{ring.Packets} dropped {string.Join(", ", ring.Dropped.Select(d => $"{d.Key} {d.Value}"))} held {ring.Held} faults {ring.Faults}";
}
