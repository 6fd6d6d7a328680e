using NfvRuntime.Netmap;

namespace NfvRuntime.Sdk.TestKit;

/// <summary>What surrounds a stage under test. The defaults are those of a chain with little memory.</summary>
public sealed record StageHarnessOptions
{
    /// <summary>The stage's name, for messages and labels.</summary>
    public string Name { get; init; } = "stage";

    /// <summary>Packets in a burst, 1 to <see cref="Sdk.Burst.MaxCapacity"/>.</summary>
    public int Burst { get; init; } = 64;

    /// <summary>Bursts that may be on their way to the stage at once, for each input gate.</summary>
    public int Credits { get; init; } = 4;

    /// <summary>Bursts in reserve behind each output gate.</summary>
    public int Reserve { get; init; } = 2;

    /// <summary>Packets in a burst of the reserve; 0 for as many as in <see cref="Burst"/>.</summary>
    public int ReserveBurst { get; init; }

    /// <summary>What happens when the reserve behind a gate is used up.</summary>
    public EdgePolicy Policy { get; init; } = EdgePolicy.Wait;

    /// <summary>Output gates that no path leaves.</summary>
    public IReadOnlyCollection<string> Unconnected { get; init; } = [];

    /// <summary>Output gates whose path ends in drop.</summary>
    public IReadOnlyCollection<string> Ended { get; init; } = [];

    /// <summary>Buffers for packets that the stage holds.</summary>
    public uint Spare { get; init; } = 1024;

    /// <summary>Bytes from one buffer to the next. A frame that does not fit one buffer takes several slots.</summary>
    public uint BufferSize { get; init; } = Region.DefaultStride;

    /// <summary>The folder to which relative file names in the settings refer.</summary>
    public string BaseDirectory { get; init; } = ".";
}
