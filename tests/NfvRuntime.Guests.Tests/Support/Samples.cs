using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.Guests.Tests;

/// <summary>One of every message, with values drawn at random.</summary>
internal sealed class Samples(Random random)
{
    public IEnumerable<MessageBody> All() =>
        [.. Requests(), .. Responses(), .. Events(), new ErrorResponse(Name(), Text(), Maybe(Name())) { Details = Names() }];

    public IEnumerable<Request> Requests() =>
    [
        new HelloRequest(new(1, (uint)random.Next(1, 9)), Name(), Name(), Guid.NewGuid(), Number())
        {
            Capabilities = Names(), MaxBody = 8192, Window = 3,
        },
        new HeartbeatRequest(Number()),
        new DescribeRequest(),
        new SubscribeRequest(random.Next(2) == 0 ? null : Choice<LogLevel>(), Span()),
        new ShutdownRequest(Span()),
        new AttachRequest(Name(), Region(), Bytes())
        {
            Descriptors = [new(DescriptorRole.Region), new(Choice<DescriptorRole>(), (uint)random.Next(64))],
        },
        new AttachRequest(Name(), Region(), Bytes()) { Device = new("0000:00:04.0", 2, Number() >> 1, 7) },
        new DetachRequest(Name()),
        new RecallRequest(Name()),
        new HoldRequest((uint)random.Next(), TimeSpan.FromMilliseconds(random.Next(1, 2001))),
        new ReleaseRequest((uint)random.Next()),
        new PortControlRequest(Name(), "ring-reset", Number(), random.Next(2) == 0 ? null : 4),
        new DeployRequest(Name(), Text()) { Options = Map(Text), Parameters = Map(Text) },
        new RemoveRequest(Name()),
        new StartRequest(Name()),
        new StopRequest(Name(), Span()),
        new ExportStateRequest(Name(), Name(), Number(), Number(), 1 + (uint)random.Next()),
        new ImportStateRequest(Name(), Name(), Name(), ulong.MaxValue, Number() >> 1, Bytes()),
        new CounterLayoutRequest((uint)random.Next(), 500),
        new CounterReadRequest(Number(), (uint)random.Next(), 500),
        new CounterTableRequest(),
    ];

    public IEnumerable<Response> Responses() =>
    [
        new HelloResponse(1, Name(), Guid.NewGuid(), 1 | Number())
        {
            Capabilities = Names(), MaxBody = 9999, Window = 1024, Heartbeat = Span() + TimeSpan.FromMilliseconds(1),
        },
        new HeartbeatResponse(Number(), (uint)random.Next()),
        new ActualState([new(Name(), Region()), new("other", Region(), Name())], [new(Name(), Name(), Choice<SegmentPhase>())]),
        .. new[] { "subscribe", "shutdown", "detach", "remove", "start", "release" }.Select(type => new Done(type)),
        new AttachResponse(Bytes()),
        new RecallResponse(Region(), Bytes()) { Descriptors = [new(DescriptorRole.Region), new(Choice<DescriptorRole>(), (uint)random.Next(64))] },
        new HoldResponse(Bytes()),
        new PortControlResponse((uint)random.Next(4096), Number()),
        new DeployResponse(Name(), Names()),
        new StopResponse(Number(), Number()),
        new ExportStateResponse(1 | Number(), Name(), Number(), Bytes()),
        new ImportStateResponse(Number()),
        new CounterLayoutResponse(
            Number(), 700, 20, [new(Name(), "{packet}", Choice<CounterKind>(), Map(Text)), new(Name(), "", CounterKind.Gauge, Map(Text))]),
        new CounterReadResponse(Snapshot()),
        new CounterTableResponse(1 + (Number() >> 2)),
    ];

    public IEnumerable<Event> Events() =>
    [
        new LogEvent(Time(), Choice<LogLevel>(), Name(), Text()),
        new CountersEvent(Snapshot()),
        new SegmentEvent(Name(), Choice<SegmentPhase>(), Maybe(Name()), Text(), Number()),
        new PortFaultEvent(Name(), 3, (uint)random.Next(), Text()),
        new DroppedEvent(Map(Number)),
    ];

    private CounterSnapshot Snapshot() => new(Number(), Time(), (uint)random.Next(), [.. Enumerable.Range(0, random.Next(50)).Select(_ => Number())]);

    private RegionReference Region() => new((uint)random.Next(), (uint)random.Next(), 1 + (Number() >> 2));

    private string Name() => $"n{random.Next():x}é";

    private IReadOnlyList<string> Names() => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Name())];

    private string Text() => string.Concat(Enumerable.Repeat("a€\n😀", random.Next(20)));

    private string? Maybe(string text) => random.Next(2) == 0 ? null : text;

    private ulong Number() => (ulong)random.NextInt64() >> random.Next(64);

    private TimeSpan Span() => TimeSpan.FromMilliseconds(random.Next());

    private DateTime Time() => new(random.NextInt64(DateTime.MaxValue.Ticks), DateTimeKind.Utc);

    private T Choice<T>()
        where T : struct, Enum => random.GetItems(Enum.GetValues<T>(), 1)[0];

    private Dictionary<string, T> Map<T>(Func<T> value) => Enumerable.Range(0, random.Next(4)).ToDictionary(i => $"k{i}", _ => value());

    private ReadOnlyMemory<byte> Bytes()
    {
        byte[] bytes = new byte[random.Next(300)];
        random.NextBytes(bytes);
        return bytes;
    }
}
