using NfvRuntime.Host;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports;

/// <summary>A capture file as a source of packets.</summary>
public sealed record PcapSourceSpec : PortSpec
{
    /// <summary>The file; a relative name begins at the chain file's folder.</summary>
    public required string Path { get; init; }

    /// <summary>How fast it is played.</summary>
    public Pace Pace { get; init; }

    /// <summary>Recorded pace: how many times faster than recorded.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Fixed pace: packets per second.</summary>
    public ulong Rate { get; init; }

    /// <summary>How many times the file is played; 0 for without end.</summary>
    public long Loops { get; init; } = 1;

    internal static PcapSourceSpec Read(string open, string path, OptionReader reader)
    {
        var pace = reader.Word("pace", reader.Has("rate") ? Pace.Fixed : Pace.Full);
        if (pace != Pace.Recorded)
        {
            reader.RefuseIfGiven("speed", "a speed goes with pace: recorded");
        }

        if (pace != Pace.Fixed)
        {
            reader.RefuseIfGiven("rate", "a rate goes with pace: fixed");
        }
        else if (!reader.Has("rate"))
        {
            reader.Refuse("pace", "a fixed pace needs a rate in packets per second: rate: 10k");
        }

        reader.RefuseIfGiven("resolution", "the resolution is that of a written capture; this one is read");
        return new PcapSourceSpec
        {
            Text = open,
            Path = path,
            Pace = pace,
            Speed = reader.Positive("speed", 1),
            Rate = pace == Pace.Fixed ? (ulong)reader.Count("rate", 1, 1, 10_000_000_000) : 0,
            Loops = reader.Count("loops", 1, 0, long.MaxValue / 2),
        };
    }

    private protected override HostPort OpenWith(PortContext context)
    {
        var path = CaptureFiles.Resolve(this, Path, context);
        CaptureFiles.RequireUnused<PcapSinkPort>(context, path, "written");
        try
        {
            return TakeIn(context, new PcapSourcePort(this, path, context));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PortException($"{Text}: {e.Message}", e);
        }
        catch (CaptureFormatException e)
        {
            throw new PortException(e.Message, e);
        }
    }
}
