using NfvRuntime.Host;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>A network interface by AF_XDP: frames go by in front of the system's own stack.</summary>
public sealed record XdpSpec : PortSpec
{
    internal static readonly string[] Keys = ["rings", "mode", OptionReader.Slots];

    private const int MostQueues = 64;

    /// <summary>Name of the interface.</summary>
    public required string Interface { get; init; }

    /// <summary>What the chain does with it: only the rings for that are made.</summary>
    public PortDirection Use { get; init; }

    /// <summary>Rings each way, 1 to 64: queues of the interface, from the first on. 0: all of its receive queues.</summary>
    public int Rings { get; init; }

    /// <summary>Who copies.</summary>
    public XdpCopying Mode { get; init; }

    internal static XdpSpec Read(string open, string name, PortDirection use, OptionReader reader)
    {
        if (InterfaceRequest.Refusal(name) is { } refusal)
        {
            reader.Refuse(null, $"'{open}': {refusal}; write xdp:INTERFACE");
        }

        return new XdpSpec
        {
            Text = open,
            Interface = name,
            Use = use,
            Rings = (int)reader.Count("rings", 0, 1, MostQueues),
            Mode = reader.Word("mode", XdpCopying.Auto),
        };
    }

    private protected override HostPort OpenWith(PortContext context)
    {
        var index = LibC.InterfaceIndex(Interface);
        if (index == 0)
        {
            throw new PortException($"{Text}: there is no interface '{Interface}'; there are {InterfaceWatch.Existing}");
        }

        var queues = Queues();
        if (Rings > queues)
        {
            throw new PortException($"{Text}: 'rings: {Rings}', but '{Interface}' has {queues} queue{(queues == 1 ? "" : "s")} each way: "
                + $"state at most as many, or give it more (ethtool -L {Interface} combined {Rings})");
        }

        return TakeIn(context, XdpPort.Open(this, index, Rings == 0 ? queues : Rings, context));
    }

    /// <summary>Queues of the interface that are there in both directions, as far as they are used.</summary>
    private int Queues()
    {
        var folder = $"/sys/class/net/{Interface}/queues";
        int Count(string direction) => Directory.Exists(folder) ? Directory.GetDirectories(folder, $"{direction}-*").Length : 1;
        return Math.Clamp(Use switch
        {
            PortDirection.Read => Count("rx"),
            PortDirection.Write => Count("tx"),
            _ => Math.Min(Count("rx"), Count("tx")),
        }, 1, MostQueues);
    }
}
