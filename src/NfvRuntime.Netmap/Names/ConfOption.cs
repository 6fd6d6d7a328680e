namespace NfvRuntime.Netmap;

/// <summary><c>@conf:key=number,...</c>: how many rings and slots to ask for; null where not stated.</summary>
public sealed record ConfOption
{
    /// <summary>Rings of both directions, <c>rings</c>.</summary>
    public uint? Rings { get; init; }

    /// <summary>Host rings of both directions, <c>host-rings</c>.</summary>
    public uint? HostRings { get; init; }

    /// <summary>Slots of both directions, <c>slots</c>.</summary>
    public uint? Slots { get; init; }

    /// <summary>Tx rings, <c>tx-rings</c>.</summary>
    public uint? TxRings { get; init; }

    /// <summary>Rx rings, <c>rx-rings</c>.</summary>
    public uint? RxRings { get; init; }

    /// <summary>Host tx rings, <c>host-tx-rings</c>.</summary>
    public uint? HostTxRings { get; init; }

    /// <summary>Host rx rings, <c>host-rx-rings</c>.</summary>
    public uint? HostRxRings { get; init; }

    /// <summary>Slots of a tx ring, <c>tx-slots</c>.</summary>
    public uint? TxSlots { get; init; }

    /// <summary>Slots of an rx ring, <c>rx-slots</c>.</summary>
    public uint? RxSlots { get; init; }

    /// <summary>The keys in the order in which they are written.</summary>
    internal static string[] Keys { get; } =
        ["rings", "host-rings", "slots", "tx-rings", "rx-rings", "host-tx-rings", "host-rx-rings", "tx-slots", "rx-slots"];

    private object?[] Values => [Rings, HostRings, Slots, TxRings, RxRings, HostTxRings, HostRxRings, TxSlots, RxSlots];

    /// <summary>As it stands in a port name.</summary>
    public override string ToString() => OptionText.Write("conf", Keys, Values);
}
