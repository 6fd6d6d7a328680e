using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>netmap's limits on what a port may be created with.</summary>
internal static class PortChecks
{
    public static void Slots(string name, PortOptions options)
    {
        if (options.Slots is < 2 or > HostLimits.Slots)
        {
            throw new NetmapException(NetmapError.Invalid, $"{name}: {options.Slots} slots per ring: choose 2 to {HostLimits.Slots}");
        }
    }

    public static void Vale(string name, PortOptions options)
    {
        Slots(name, options);
        Rings(name, options, HostLimits.ValeRings);
    }

    public static void Pipe(PipeName name, PortOptions options)
    {
        string text = $"pipe {name.Id} of {name.Parent}";
        Slots(text, options);
        Rings(text, options, HostLimits.PipeRings);
    }

    private static void Rings(string name, PortOptions options, int most)
    {
        if (options.TxRings < 1 || options.TxRings > most || options.RxRings < 1 || options.RxRings > most)
        {
            throw new NetmapException(NetmapError.Invalid,
                $"{name}: {options.TxRings} tx and {options.RxRings} rx rings: choose 1 to {most} of each");
        }
    }
}
