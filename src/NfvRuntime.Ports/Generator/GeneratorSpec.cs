using NfvRuntime.Host;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports;

/// <summary>A generator of packets. The same specification and seed give the same packets in the same order.</summary>
public sealed record GeneratorSpec : PortSpec
{
    private const int MostFlows = 1_000_000;

    /// <summary>Sizes of the frames.</summary>
    public FrameSizes Sizes { get; init; } = FrameSizes.Minimum;

    /// <summary>Number of different 5-tuples, sent in turn.</summary>
    public int Flows { get; init; } = 1;

    /// <summary>Packets per second; 0 for as many as the chain takes.</summary>
    public ulong Rate { get; init; }

    /// <summary>Packets after which the source ends; 0 for never.</summary>
    public ulong Count { get; init; }

    /// <summary>Which of the possible 5-tuples are chosen, in which order.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Transport.</summary>
    public GeneratorProtocol Protocol { get; init; }

    /// <summary>Source addresses.</summary>
    public AddressRange From { get; init; } = AddressRange.Parse("10.0.0.1-10.0.255.254").Value;

    /// <summary>Destination addresses, of the same family.</summary>
    public AddressRange To { get; init; } = AddressRange.Parse("10.1.0.1").Value;

    /// <summary>Source ports.</summary>
    public PortRange FromPorts { get; init; } = new(1024, 65535);

    /// <summary>Destination ports.</summary>
    public PortRange ToPorts { get; init; } = new(9, 9);

    /// <summary>Source of the Ethernet frames.</summary>
    public MacAddress FromMac { get; init; } = new(0x020000000001);

    /// <summary>Destination of the Ethernet frames.</summary>
    public MacAddress ToMac { get; init; } = new(0x020000000002);

    /// <summary>Bytes of all headers.</summary>
    public int HeaderLength => 14 + (From.IsIpv6 ? 40 : 20) + (Protocol == GeneratorProtocol.Udp ? 8 : 20);

    internal static IReadOnlyList<string> Keys { get; } =
    [
        "sizes", "flows", "rate", "count", "seed", "protocol", "from", "to", "from-ports", "ports", "from-mac", "to-mac", OptionReader.Slots,
    ];

    internal static GeneratorSpec Read(string open, OptionReader reader)
    {
        var defaults = new GeneratorSpec { Text = open };
        var spec = defaults with
        {
            Sizes = reader.Parsed("sizes", defaults.Sizes, FrameSizes.Parse),
            Flows = (int)reader.Count("flows", 1, 1, MostFlows),
            Rate = (ulong)reader.Count("rate", 0, 0, 10_000_000_000),
            Count = (ulong)reader.Count("count", 0, 0, long.MaxValue / 2),
            Seed = (ulong)reader.Count("seed", 1, 0, long.MaxValue / 2),
            Protocol = reader.Word("protocol", GeneratorProtocol.Udp),
            FromPorts = reader.Parsed("from-ports", defaults.FromPorts, PortRange.Parse),
            ToPorts = reader.Parsed("ports", defaults.ToPorts, PortRange.Parse),
            FromMac = reader.Parsed("from-mac", defaults.FromMac, ParseMac),
            ToMac = reader.Parsed("to-mac", defaults.ToMac, ParseMac),
        };
        return spec.ReadAddresses(reader).Check(reader);
    }

    private protected override HostPort OpenWith(PortContext context) => TakeIn(context, new GeneratorPort(this, context));

    private GeneratorSpec ReadAddresses(OptionReader reader)
    {
        var from = reader.Parsed("from", From, AddressRange.Parse);
        var to = reader.Parsed("to", To, AddressRange.Parse);

        // Whoever names one side only means that side's family for both.
        if (from.IsIpv6 && !reader.Has("to"))
        {
            to = AddressRange.Parse("2001:db8:1::1").Value;
        }
        else if (to.IsIpv6 && !reader.Has("from"))
        {
            from = AddressRange.Parse("2001:db8::/112").Value;
        }

        if (from.IsIpv6 != to.IsIpv6)
        {
            reader.Refuse("to", "'from' and 'to' must both be IPv4 or both IPv6");
        }

        return this with { From = from, To = to };
    }

    private GeneratorSpec Check(OptionReader reader)
    {
        var most = FlowTuples.CountOf(this);
        if ((ulong)Flows > most)
        {
            reader.Refuse("flows", $"{Flows} flows are asked for, but addresses and ports give only {most}");
        }

        if (ReferenceEquals(Sizes, FrameSizes.Imix) || ReferenceEquals(Sizes, FrameSizes.Minimum))
        {
            // 60 stands for "as small as can be": IPv6 headers alone take more.
            return this with { Sizes = new FrameSizes { Schedule = [.. Sizes.Schedule.Select(s => Math.Max(s, HeaderLength))] } };
        }

        if (Sizes.Schedule.Min() < HeaderLength)
        {
            reader.Refuse("sizes", $"{Sizes.Schedule.Min()} bytes are fewer than the {HeaderLength} of the headers");
        }

        return this;
    }

    private static (MacAddress Value, string? Error) ParseMac(string text) =>
        MacAddress.TryParse(text, out var address) ? (address, null) : (default, $"'{text}' is no Ethernet address such as 02:00:00:00:00:01");
}
