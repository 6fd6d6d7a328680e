namespace NfvRuntime.Counters;

/// <summary>The label keys of the catalogue, spelled once.</summary>
public static class LabelKeys
{
    /// <summary>Name of the chain.</summary>
    public const string Chain = "chain";

    /// <summary>Name of the port, as the chain file or the host's caller names it.</summary>
    public const string Port = "port";

    /// <summary>Ring number within its port and direction.</summary>
    public const string Ring = "ring";

    /// <summary>Either <see cref="Receive"/> or <see cref="Transmit"/>.</summary>
    public const string Direction = "direction";

    /// <summary>Name of the stage.</summary>
    public const string Stage = "stage";

    /// <summary>Name of the guest.</summary>
    public const string Guest = "guest";

    /// <summary>An edge of the plan: where it leaves and where it arrives.</summary>
    public const string Edge = "edge";

    /// <summary>Name of the path.</summary>
    public const string Path = "path";

    /// <summary>Name of the island.</summary>
    public const string Island = "island";

    /// <summary>Name of the VALE switch.</summary>
    public const string Switch = "switch";

    /// <summary>Memory id of the region.</summary>
    public const string Region = "region";

    /// <summary>Registered name of a drop reason.</summary>
    public const string Reason = "reason";

    /// <summary>A rule of a stage: its name, or its number from 1.</summary>
    public const string Rule = "rule";

    /// <summary>What became of an attempt.</summary>
    public const string Outcome = "outcome";

    /// <summary>Upper bound of a bucket of <see cref="BatchSizes"/> or <see cref="LatencyBuckets"/>.</summary>
    public const string Size = "size";

    /// <summary>Value of <see cref="Direction"/> for packets that come in.</summary>
    public const string Receive = "receive";

    /// <summary>Value of <see cref="Direction"/> for packets that go out.</summary>
    public const string Transmit = "transmit";
}
