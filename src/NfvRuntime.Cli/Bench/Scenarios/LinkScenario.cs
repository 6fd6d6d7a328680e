using NfvRuntime.Cli.Bench.Reference;
using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Ports;
using NfvRuntime.Runtime;

namespace NfvRuntime.Cli.Bench.Scenarios;

/// <summary>Two islands on two CPUs joined by a pipe or a VALE switch: flood -> link, link -> drop.</summary>
internal sealed class LinkScenario : IBenchScenario
{
    private const int Budget = 512;
    private readonly string _sending;
    private readonly string _receiving;
    private readonly int _frameBytes;
    private readonly Region _region;
    private readonly NetmapHost _host;

    private LinkScenario(string name, string sending, string receiving, double floor, int frameBytes, int burst)
    {
        Name = name;
        _sending = sending;
        _receiving = receiving;
        _frameBytes = frameBytes;
        Burst = burst;
        ReferenceFloorMpps = floor;
        _region = Region.Create(RegionLayout.For(6, 12, 1024, 16384), RegionBacking.Anonymous);
        _host = new NetmapHost(_region);
    }

    public string Name { get; }

    public int? Stages => null;

    public int Burst { get; }

    public int Cpus => 2;

    public double ReferenceFloorMpps { get; }

    public static LinkScenario Pipe(int frameBytes, int burst) => new("pipe", "netmap:bench{1", "netmap:bench}1", 60, frameBytes, burst);

    public static LinkScenario Vale(int frameBytes, int burst) => new("vale", "vale0:a", "vale0:b", 25, frameBytes, burst);

    public BenchRun RunActors(TimeSpan warmUp, TimeSpan time)
    {
        using var counters = CounterTable.Create();
        using FloodPort source = Flood();
        using HostPort sending = _host.Open(_sending);
        using HostPort receiving = _host.Open(_receiving);
        Teach(receiving);
        var options = new SegmentOptions { Burst = Burst, Budget = Budget };
        var sender = new SegmentBuilder("sender", 1, _host, counters, options);
        sender.AddPort("source", source);
        sender.AddPort("link", sending);
        sender.ConnectPort(0, "source", "link", 0);
        var receiver = new SegmentBuilder("receiver", 1, _host, counters, options);
        receiver.AddPort("link", receiving);
        receiver.ConnectPort(0, "link", null, 0);
        Segment last = receiver.Build();
        Counter received = last.Ports[0].Receive[0].Books.Packets;
        return ActorRun.Measure([("sender", 0, sender.Build()), ("receiver", 1, last)], () => received.Value, warmUp, time);
    }

    public BenchRun RunReference(TimeSpan warmUp, TimeSpan time)
    {
        using FloodPort source = Flood();
        using HostPort sending = _host.Open(_sending);
        using HostPort receiving = _host.Open(_receiving);
        Teach(receiving);
        using var outgoing = new BareBurst(_region, Burst);
        using var incoming = new BareBurst(_region, Burst);
        (long packets, TimeSpan elapsed) = LinkLoop.Run(
            _host.CallDriver(source.Rx[0]),
            _host.CallDriver(sending.Tx[0]),
            outgoing,
            _host.CallDriver(receiving.Rx[0]),
            incoming,
            Budget,
            warmUp,
            time);
        Affinity.Unpin();
        return new BenchRun(packets, elapsed, 0);
    }

    public void Dispose()
    {
        _host.Dispose();
        _region.Dispose();
    }

    /// <summary>A learning switch has to hear from the receiver once, or it floods.</summary>
    private unsafe void Teach(HostPort receiving)
    {
        if (Name != "vale")
        {
            return;
        }

        RingDriver driver = _host.CallDriver(receiving.Tx[0]);
        ref NetmapSlot slot = ref driver.Ring[driver.Head];
        ReadOnlySpan<byte> hello = [0x02, 0, 0, 0, 0, 1, 0x02, 0, 0, 0, 0, 2, 0x88, 0xB5];
        byte* frame = _region.BufferAddress(slot.BufIdx) + (slot.Ptr & 0xFFFF);
        hello.CopyTo(new Span<byte>(frame, hello.Length));
        slot.Len = 60;
        driver.Head = driver.Cur = RingIndex.Next(driver.Head, driver.NumSlots);
        driver.Sync();
    }

    private FloodPort Flood()
    {
        var port = new FloodPort("flood", _region, PortOptions.Default, new FloodSpec { Text = "flood:", Frame = _frameBytes });
        _host.Add(port);
        return port;
    }
}
