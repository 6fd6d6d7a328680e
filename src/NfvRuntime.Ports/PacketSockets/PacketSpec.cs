using NfvRuntime.Host;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>A network interface by packet sockets.</summary>
public sealed record PacketSpec : PortSpec
{
    internal static readonly string[] Keys = ["rings", "promiscuous", "shared", "buffer", "offload", OptionReader.Slots];

    /// <summary>Name of the interface.</summary>
    public required string Interface { get; init; }

    /// <summary>What the chain does with it: only the rings for that are made.</summary>
    public PortDirection Use { get; init; }

    /// <summary>Rings each way, 1 to 16. The kernel spreads flows over the receive rings by their hash.</summary>
    public int Rings { get; init; } = 1;

    /// <summary>Whether frames to other Ethernet addresses than the interface's are received.</summary>
    public bool Promiscuous { get; init; } = true;

    /// <summary>Whether another port may receive from the interface as well.</summary>
    public bool Shared { get; init; }

    /// <summary>Bytes of the kernel's receive ring, for each ring.</summary>
    public long Buffer { get; init; } = 8 << 20;

    /// <summary>What happens to work that senders left to the device.</summary>
    public OffloadHandling Offload { get; init; }

    /// <inheritdoc/>
    public override bool TakesOffloads => HoldsLargest;

    /// <inheritdoc/>
    public override OffloadHandling? Offloads => Use.HasFlag(PortDirection.Read) && HoldsLargest ? Offload : null;

    internal static PacketSpec Read(string open, string name, PortDirection use, OptionReader reader)
    {
        if (InterfaceRequest.Refusal(name) is { } refusal)
        {
            reader.Refuse(null, $"'{open}': {refusal}; write packet:INTERFACE");
        }

        return new PacketSpec
        {
            Text = open,
            Interface = name,
            Use = use,
            Rings = (int)reader.Count("rings", 1, 1, 16),
            Promiscuous = reader.YesNo("promiscuous", true),
            Shared = reader.YesNo("shared", false),
            Buffer = reader.Count("buffer", 8 << 20, 512 * 1024, 1 << 30),
            Offload = reader.Word("offload", OffloadHandling.Auto),
        };
    }

    private protected override HostPort OpenWith(PortContext context)
    {
        var index = LibC.InterfaceIndex(Interface);
        if (index == 0)
        {
            throw new PortException($"{Text}: there is no interface '{Interface}'; there are {InterfaceWatch.Existing}");
        }

        if (InterfaceWatch.HardwareOf(Interface) is var hardware && hardware is not (InterfaceWatch.Ethernet or InterfaceWatch.Loopback))
        {
            throw new PortException($"{Text}: '{Interface}' is no Ethernet interface (its hardware type is {hardware})");
        }

        return TakeIn(context, new PacketPort(this, index, context));
    }
}
