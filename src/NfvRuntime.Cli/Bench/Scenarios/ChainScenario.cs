using NfvRuntime.Cli.Bench.Reference;
using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Ports;
using NfvRuntime.Runtime;
using NfvRuntime.Sdk;

namespace NfvRuntime.Cli.Bench.Scenarios;

/// <summary>Stages that read and write every header, all on one island: flood -> touch ... touch -> flood.</summary>
internal sealed class ChainScenario : IBenchScenario
{
    private const int Budget = 512;
    private readonly int _stages;
    private readonly int _frameBytes;
    private readonly Region _region;
    private readonly NetmapHost _host;

    public ChainScenario(int stages, int frameBytes, int burst)
    {
        _stages = stages;
        _frameBytes = frameBytes;
        Burst = burst;
        _region = Region.Create(RegionLayout.For(4, 8, 1024, (uint)(8192 + (2 * burst * stages))), RegionBacking.Anonymous);
        _host = new NetmapHost(_region);
    }

    public string Name => "chain";

    public int? Stages => _stages;

    public int Burst { get; }

    public int Cpus => 1;

    public double ReferenceFloorMpps => 20.0 / Math.Max(1, _stages / 4.0);

    public BenchRun RunActors(TimeSpan warmUp, TimeSpan time)
    {
        using var counters = CounterTable.Create();
        using FloodPort source = Flood("source");
        using FloodPort sink = Flood("sink");
        var builder = new SegmentBuilder("bench", 1, _host, counters, new SegmentOptions { Burst = Burst, Budget = Budget });
        builder.AddPort("source", source);
        builder.AddPort("sink", sink);
        for (int i = 0; i < _stages; i++)
        {
            builder.AddStage($"s{i}", TouchStage.Kind, new object());
        }

        builder.ConnectPort(0, "source", _stages == 0 ? "sink" : "s0", 0);
        for (int i = 0; i < _stages; i++)
        {
            builder.ConnectStage($"s{i}", 0, [0], 0, i + 1 == _stages ? "sink" : $"s{i + 1}", 0, EdgePolicy.Wait);
        }

        Segment segment = builder.Build();
        Counter sent = segment.Ports[1].Transmit[0].Books.Packets;
        return ActorRun.Measure([("chain", 0, segment)], () => sent.Value, warmUp, time);
    }

    public BenchRun RunReference(TimeSpan warmUp, TimeSpan time)
    {
        using FloodPort source = Flood("source");
        using FloodPort sink = Flood("sink");
        using var burst = new BareBurst(_region, Burst);
        RingDriver from = _host.CallDriver(source.Rx[0]);
        RingDriver to = _host.CallDriver(sink.Tx[0]);
        Affinity.PinTo(0);
        ChainLoop.Run(from, to, burst, _stages, Budget, warmUp);
        (long packets, TimeSpan elapsed) = ChainLoop.Run(from, to, burst, _stages, Budget, time);
        Affinity.Unpin();
        return new BenchRun(packets, elapsed, 0);
    }

    public void Dispose()
    {
        _host.Dispose();
        _region.Dispose();
    }

    private FloodPort Flood(string name)
    {
        var port = new FloodPort(name, _region, PortOptions.Default, new FloodSpec { Text = "flood:", Frame = _frameBytes });
        _host.Add(port);
        return port;
    }
}
