using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Ports;

/// <summary>A port that has a netmap name: a pipe end or a VALE port.</summary>
public sealed record NetmapSpec : PortSpec
{
    /// <summary>The name.</summary>
    public required PortName Name { get; init; }

    /// <summary>Rings each way, if stated.</summary>
    public int? Rings { get; init; }

    internal static NetmapSpec? Read(string open, OptionReader reader)
    {
        var full = open.Contains(':', StringComparison.Ordinal) ? open : $"netmap:{open}";
        var rings = reader.Has("rings") ? (int?)reader.Count("rings", 1, 1, 256) : null;
        if (!PortName.TryParse(full, out var name, out var error))
        {
            reader.Refuse(null, error);
            return null;
        }

        return new NetmapSpec { Text = open, Name = name, Rings = rings };
    }

    private protected override HostPort OpenWith(PortContext context) => context.Host.Open(Name,
        Rings is { } rings ? context.Options with { TxRings = rings, RxRings = rings } : context.Options);
}
