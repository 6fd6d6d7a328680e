using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>How a port is put into CSB mode.</summary>
public sealed record KloopOptions
{
    /// <summary>Memory of this process, eventfds, no direct rings.</summary>
    public static KloopOptions Default { get; } = new();

    /// <summary>The CSB; null: memory of this process, which the kloop frees. Otherwise it stays the caller's.</summary>
    public CsbArea? Area { get; init; }

    /// <summary>How each ring's application is woken, in CSB order; null: by eventfds that the kloop makes. A <see cref="SocketWake"/> also
    /// brings the application's kicks. They stay the caller's.</summary>
    public IReadOnlyList<Wake>? Wakes { get; init; }

    /// <summary>Directions whose rings the application's thread serves within its kick: for an application in this process.</summary>
    public KloopModes Direct { get; init; }
}
