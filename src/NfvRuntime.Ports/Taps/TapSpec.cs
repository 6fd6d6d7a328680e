using NfvRuntime.Host;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>A TAP device, made if it is not there.</summary>
public sealed record TapSpec : PortSpec
{
    internal static readonly string[] Keys = ["rings", "up", "mtu", "offload", OptionReader.Slots];

    /// <summary>Name of the device.</summary>
    public required string Interface { get; init; }

    /// <summary>What the chain does with it: only the rings for that are made.</summary>
    public PortDirection Use { get; init; }

    /// <summary>Rings each way, 1 to 16: queues of the device. The kernel spreads flows over them.</summary>
    public int Rings { get; init; } = 1;

    /// <summary>Whether the device is taken up.</summary>
    public bool Up { get; init; } = true;

    /// <summary>MTU that the device is given; 0 leaves it.</summary>
    public int Mtu { get; init; }

    /// <summary>What happens to work that the system left to the device.</summary>
    public OffloadHandling Offload { get; init; }

    /// <inheritdoc/>
    public override bool TakesOffloads => HoldsLargest;

    /// <inheritdoc/>
    public override OffloadHandling? Offloads => Use.HasFlag(PortDirection.Read) && HoldsLargest ? Offload : null;

    internal static TapSpec Read(string open, string name, PortDirection use, OptionReader reader)
    {
        if (InterfaceRequest.Refusal(name) is { } refusal)
        {
            reader.Refuse(null, $"'{open}': {refusal}; write tap:NAME");
        }

        return new TapSpec
        {
            Text = open,
            Interface = name,
            Use = use,
            Rings = (int)reader.Count("rings", 1, 1, 16),
            Up = reader.YesNo("up", true),
            Mtu = (int)reader.Count("mtu", 0, 68, 65521),
            Offload = reader.Word("offload", OffloadHandling.Auto),
        };
    }

    private protected override HostPort OpenWith(PortContext context)
    {
        // The queues come first: the first one makes the device, which the port then looks at.
        var queues = new List<TapQueue>();
        try
        {
            for (var ring = 0; ring < Rings; ring++)
            {
                queues.Add(new TapQueue(this));
            }

            return TakeIn(context, new TapPort(this, context, queues));
        }
        finally
        {
            queues.ForEach(queue => queue.Release());
        }
    }
}
