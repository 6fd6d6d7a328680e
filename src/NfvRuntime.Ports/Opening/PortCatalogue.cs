using NfvRuntime.Host;

namespace NfvRuntime.Ports;

/// <summary>All kinds of ports, opened by name.</summary>
public static class PortCatalogue
{
    private const PortDirection Both = PortDirection.Read | PortDirection.Write;

    /// <summary>The kinds of this version, in a stable order.</summary>
    public static IReadOnlyList<PortScheme> Schemes { get; } =
    [
        new("pcap", Both, ["pace", "speed", "rate", "loops", "resolution", OptionReader.Slots]),
        new("gen", PortDirection.Read, GeneratorSpec.Keys),
        new("packet", Both, PacketSpec.Keys),
        new("xdp", Both, XdpSpec.Keys),
        new("tap", Both, TapSpec.Keys),
        new("flood", Both, FloodSpec.Keys, OpensInGuest: true),
        new("netmap", Both, ["rings", OptionReader.Slots]),
        new("vale", Both, ["rings", OptionReader.Slots]),
    ];

    /// <summary>
    /// The scheme of a name: what stands before its colon; <c>netmap</c> for a pipe end written without it, null for what is none.
    /// </summary>
    public static string? SchemeOf(string open)
    {
        var colon = open.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return open.AsSpan().ContainsAny('{', '}') ? "netmap" : null;
        }

        var scheme = open[..colon];
        return scheme.StartsWith("vale", StringComparison.Ordinal) ? "vale" : scheme;
    }

    /// <summary>
    /// Reads a port's name and options. Every mistake is added to <paramref name="errors"/>; the result is null when there is one.
    /// </summary>
    /// <param name="open">The name, with its scheme.</param>
    /// <param name="use">What the chain does with the port.</param>
    /// <param name="options">The other keys as written; a list as its items joined by commas.</param>
    /// <param name="errors">Where mistakes go.</param>
    public static PortSpec? Parse(string open, PortDirection use, IReadOnlyDictionary<string, string> options,
        ICollection<PortOptionError> errors)
    {
        var before = errors.Count;
        var name = SchemeOf(open);
        if (Schemes.FirstOrDefault(s => s.Name == name) is not { } scheme)
        {
            errors.Add(new PortOptionError(null, Unknown(open, name)));
            return null;
        }

        if ((use & ~scheme.Directions) != 0)
        {
            errors.Add(new PortOptionError(null, $"'{open}' only sends packets into a chain: no path can end there"));
        }

        var reader = new OptionReader(options, errors);
        PortSpec? spec = scheme.Name switch
        {
            "pcap" => ReadPcap(open, use, reader),
            "gen" => GeneratorSpec.Read(open, reader),
            "flood" => FloodSpec.Read(open, use, reader),
            "packet" => PacketSpec.Read(open, open["packet:".Length..], use, reader),
            "xdp" => XdpSpec.Read(open, open["xdp:".Length..], use, reader),
            "tap" => TapSpec.Read(open, open["tap:".Length..], use, reader),
            _ => NetmapSpec.Read(open, reader),
        };
        var slots = reader.RingSlots();
        if (slots is <= HostLimits.MaxFragments && options.GetValueOrDefault("offload") == "pass")
        {
            reader.Refuse("offload", $"'pass' needs rings that hold the largest packet: more than {HostLimits.MaxFragments} slots");
        }

        reader.RefuseOthers(scheme.Name, scheme.Options);
        return errors.Count == before && spec is not null ? spec with { Slots = slots } : null;
    }

    /// <summary>Reads and opens in one go.</summary>
    /// <exception cref="PortException">Name or options are wrong (all mistakes are named), or the port cannot be opened.</exception>
    /// <exception cref="NetmapException">The host refuses the port.</exception>
    public static HostPort Open(string open, PortDirection use, IReadOnlyDictionary<string, string> options, PortContext context)
    {
        var errors = new List<PortOptionError>();
        return Parse(open, use, options, errors) is { } spec
            ? spec.Open(context)
            : throw new PortException(string.Join("; ", errors.Select(e => e.Key is null ? e.Message : $"'{e.Key}': {e.Message}")));
    }

    private static PortSpec? ReadPcap(string open, PortDirection use, OptionReader reader)
    {
        var path = open["pcap:".Length..];
        if (path.Length == 0)
        {
            reader.Refuse(null, "'pcap:' needs a file name: pcap:FILE");
        }

        if (use == Both)
        {
            reader.Refuse(null, $"'{open}' is read and written: a capture file is one or the other");
        }

        return use.HasFlag(PortDirection.Write) ? PcapSinkSpec.Read(open, path, reader) : PcapSourceSpec.Read(open, path, reader);
    }

    private static string Unknown(string open, string? scheme)
    {
        var known = string.Join(", ", Schemes.Select(s => s.Name == "vale" ? "valeX:" : s.Name + ":"));
        return scheme is null ? $"'{open}' has no scheme: write one of {known} before the name"
            : $"unknown scheme '{scheme}:': the known ones are {known}";
    }
}
