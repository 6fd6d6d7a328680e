using System.Globalization;

namespace NfvRuntime.Cli.Bench.Guests;

/// <summary>Chain files for measurements: floods within guests, which stand in a line.</summary>
/// <param name="Guests">How many.</param>
/// <param name="Link">What joins them: <c>pipe</c>, all in one trust group, or <c>vale</c>, each in its own.</param>
/// <param name="FrameBytes">Length of the frames without CRC.</param>
/// <param name="Burst">Packets in a burst.</param>
/// <param name="Slots">Slots of each link's ring.</param>
/// <param name="Folder">Where latencies are written.</param>
internal sealed record GuestLine(int Guests, string Link, int FrameBytes, int Burst, int Slots, string Folder)
{
    /// <summary>The port that the last guest sends to.</summary>
    public const string Sink = "sink";

    private const ulong ProbesPerSecond = 50_000;

    /// <summary>The file to which the sink writes the latency of each probe.</summary>
    public string Latencies => Path.Combine(Folder, "latencies");

    /// <summary>As many packets as go through.</summary>
    public string Full() => Text(rate: 0, more: "");

    /// <summary>A steady rate, some packets being probes whose latency counts from when they were due.</summary>
    /// <param name="rate">Packets a second.</param>
    public string Paced(ulong rate) => Text(rate, $", probes: {Math.Max(1, rate / ProbesPerSecond)}");

    /// <summary>Packets so far apart that all sleep in between, to a second guest and back; after the last one there is nothing to do.</summary>
    /// <param name="rate">Packets a second.</param>
    /// <param name="count">Packets in all.</param>
    public string Wakes(ulong rate, ulong count) => string.Create(CultureInfo.InvariantCulture, $$"""
        chain: bench
        ports:
          source: { open: "flood:", frame: {{FrameBytes}}, rate: {{rate}}, count: {{count}}, probes: 1, stamps: sent }
          sink: { open: "flood:", frame: {{FrameBytes}}, latencies: {{Latencies}} }
        stages: { there: { kind: forward }, far: { kind: forward }, back: { kind: forward } }
        paths: { main: { path: source -> there -> far -> back -> sink, full: drop } }
        options: { policy: interrupt }
        guests:
          g1: { kind: process, trust: bench, run: [there, back], ports: [source, sink] }
          g2: { kind: process, trust: bench, run: far }
        """);

    private string Text(ulong rate, string more)
    {
        string[] stages = [.. Enumerable.Range(1, Guests).Select(i => $"s{i}")];
        string path = string.Join(" -> ", ["source", .. stages, Sink]);
        IEnumerable<string> guests = Enumerable.Range(1, Guests).Select(i =>
        {
            string trust = Link == "vale" ? $"t{i}" : "bench";
            string ports = i == 1 ? ", ports: source" : i == Guests ? $", ports: {Sink}" : "";
            return $"  g{i}: {{ kind: process, trust: {trust}, run: s{i}{ports} }}";
        });
        return string.Create(CultureInfo.InvariantCulture, $$"""
            chain: bench
            ports:
              source: { open: "flood:", frame: {{FrameBytes}}, rate: {{rate}}{{more}} }
              {{Sink}}: { open: "flood:", frame: {{FrameBytes}}, latencies: {{Latencies}} }
            stages: { {{string.Join(", ", stages.Select(stage => $"{stage}: {{ kind: forward }}"))}} }
            paths: { main: {{path}} }
            links: { default: { slots: {{Slots}} } }
            options: { burst: {{Burst}} }
            guests:
            {{string.Join('\n', guests)}}
            """);
    }
}
