using NfvRuntime.Host;

namespace NfvRuntime.Ports;

/// <summary>A source and sink for measurements.</summary>
public sealed record FloodSpec : PortSpec
{
    private const int ShortestFrame = 60;
    private const int LongestFrame = 1514;

    /// <summary>Bytes of a frame without its check sequence.</summary>
    public int Frame { get; init; } = ShortestFrame;

    /// <summary>Packets per second; 0 for as many as the chain takes.</summary>
    public ulong Rate { get; init; }

    /// <summary>Packets after which the source ends; 0 for never.</summary>
    public ulong Count { get; init; }

    /// <summary>Every so many packets one is a probe; 0 for none.</summary>
    public ulong Probes { get; init; }

    /// <summary>From when on a probe's latency counts.</summary>
    public FloodStamps Stamps { get; init; }

    /// <summary>Full name of the file that gets the latencies of probes that are sent to the port; null for none.</summary>
    public string? Latencies { get; init; }

    internal static IReadOnlyList<string> Keys { get; } = ["frame", "rate", "count", "probes", "stamps", "latencies", OptionReader.Slots];

    internal static FloodSpec Read(string open, PortDirection use, OptionReader reader)
    {
        if (open != "flood:")
        {
            reader.Refuse(null, "nothing follows 'flood:'");
        }

        if (!use.HasFlag(PortDirection.Write))
        {
            reader.RefuseIfGiven("latencies", "only for a port that packets are sent to");
        }

        return new FloodSpec
        {
            Text = open,
            Frame = (int)reader.Count("frame", ShortestFrame, ShortestFrame, LongestFrame - 1),
            Rate = (ulong)reader.Count("rate", 0, 0, 10_000_000_000),
            Count = (ulong)reader.Count("count", 0, 0, long.MaxValue / 2),
            Probes = (ulong)reader.Count("probes", 0, 0, long.MaxValue / 2),
            Stamps = reader.Word("stamps", FloodStamps.Due),
            Latencies = reader.Parsed<string?>("latencies", null, text => text.Length > 0 ? (text, null) : (null, "the name of the file is missing")),
        };
    }

    private protected override HostPort OpenWith(PortContext context)
    {
        FloodSpec spec = Latencies is { } path ? this with { Latencies = Path.Combine(context.BaseDirectory, path) } : this;
        return TakeIn(context, new FloodPort(context.Name, context.Options.Region ?? context.Host.Region, context.Options, spec));
    }
}
