namespace NfvRuntime.Host;

/// <summary>How a port is offered to a guest.</summary>
public sealed record PtnetOptions
{
    /// <summary>A trusted guest without buffers of its own.</summary>
    public static PtnetOptions Default { get; } = new();

    /// <summary>The address that the guest's port has; the first byte is the highest of 48 bits.</summary>
    public ulong Mac { get; init; } = 0x02_00_00_00_00_01;

    /// <summary>Buffers lent to the guest for what it holds outside of rings: its bursts.</summary>
    public uint ExtraBuffers { get; init; }

    /// <summary>How often the guest may kick; null: it is trusted, and kicks by eventfds. Not for back-to-back pipes, which are for a trust group.</summary>
    public KickLimit? Untrusted { get; init; }

    /// <summary>Begins to serve a kloop, and gives what ends that: when disposed of, nobody may poll the kloop any more. Null: the device's user polls
    /// <see cref="KloopPtnetDevice.Kloop"/> itself, on the thread that executes control operations.</summary>
    public Func<Kloop, IDisposable>? Serve { get; init; }
}
