using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>What a port name says beyond the name itself, put over the options that go with it.</summary>
internal static class PortRequest
{
    /// <exception cref="NetmapException">EINVAL: the kernel would refuse the name. EOPNOTSUPP: something that this host has not.</exception>
    public static PortOptions Apply(PortName name, PortOptions options)
    {
        if (!name.FitsKernel(out string? objection))
        {
            throw new NetmapException(NetmapError.Invalid, objection);
        }

        Require(!name.IsMonitor, name, "monitors");
        Require(name.Mode is RegisterMode.AllNic or RegisterMode.OneNic, name, "host rings");
        Require(name.Extmem is null, name, "memory from a file named with the port; make the region first and pass it");
        PortOptions asked = options with { Exclusive = options.Exclusive || name.Flags.HasFlag(RegisterFlags.Exclusive) };
        if (name.Offset is { } offset)
        {
            asked = asked with { Headroom = (int)Math.Min(offset.Initial, int.MaxValue) };
        }

        return name.Conf is { } conf ? Apply(name, conf, asked) : asked;
    }

    private static PortOptions Apply(PortName name, ConfOption conf, PortOptions options)
    {
        uint txSlots = conf.TxSlots ?? conf.Slots ?? options.Slots;
        uint rxSlots = conf.RxSlots ?? conf.Slots ?? options.Slots;
        Require(txSlots == rxSlots, name, "different numbers of tx and rx slots; state one number");
        return options with
        {
            Slots = txSlots,
            TxRings = (int)Math.Min(conf.TxRings ?? conf.Rings ?? (uint)options.TxRings, int.MaxValue),
            RxRings = (int)Math.Min(conf.RxRings ?? conf.Rings ?? (uint)options.RxRings, int.MaxValue),
        };
    }

    private static void Require(bool holds, PortName name, string what)
    {
        if (!holds)
        {
            throw new NetmapException(NetmapError.NotSupported, $"'{name}': this host has no {what}");
        }
    }
}
