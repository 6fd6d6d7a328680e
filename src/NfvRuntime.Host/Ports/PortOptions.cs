using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>How a port is opened. Counts matter only to the open that creates the port.</summary>
public sealed record PortOptions
{
    /// <summary>1024 slots, one ring each way, the host's region.</summary>
    public static PortOptions Default { get; } = new();

    /// <summary>Slots per ring, 2 to 4096.</summary>
    public uint Slots { get; init; } = 1024;

    /// <summary>Tx rings: 1 to 16 on a VALE port, 1 to 256 on a pipe (where the other end has as many rx rings).</summary>
    public int TxRings { get; init; } = 1;

    /// <summary>Rx rings: 1 to 16 on a VALE port, 1 to 256 on a pipe (where the other end has as many tx rings).</summary>
    public int RxRings { get; init; } = 1;

    /// <summary>Bytes kept free in front of the data of each fresh slot; 0 turns offsets off.</summary>
    public int Headroom { get; init; } = Region.DefaultHeadroom;

    /// <summary>The region the port's rings and buffers come from; null: the parent's for a pipe, else the host's.</summary>
    public Region? Region { get; init; }

    /// <summary>What counters call the port that is opened; null: its full name.</summary>
    public string? Label { get; init; }

    /// <summary>The opener deals with virtio-net headers in front of frames; without this a port that has them is not opened.</summary>
    public bool AcceptsHeaders { get; init; }

    /// <summary>Nobody else may have the port open.</summary>
    public bool Exclusive { get; init; }

    /// <summary>Pipe: judge every slot that crosses (index, offset, length, chain), for an end that is not trusted. Slower.</summary>
    public bool ValidateSlots { get; init; }
}
