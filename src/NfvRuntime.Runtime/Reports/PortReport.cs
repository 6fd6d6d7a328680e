using NfvRuntime.Host;

namespace NfvRuntime.Runtime;

/// <summary>The books of one port.</summary>
/// <param name="Name">Its name in the chain file.</param>
/// <param name="Open">The port name it was opened with.</param>
/// <param name="Receive">What came in; null if no path starts there.</param>
/// <param name="Transmit">What went out; null if no path ends there.</param>
public sealed record PortReport(string Name, string Open, RingReport? Receive, RingReport? Transmit)
{
    /// <summary>The guest that uses it; null for this process.</summary>
    public string? Guest { get; init; }

    /// <summary>Adds what the port lost on the far side of its rings.</summary>
    /// <param name="port">The port, which may be closed.</param>
    public PortReport WithLost(IRingPort port) => this with
    {
        Receive = Receive is { } receive ? receive with { Lost = port.Lost(isTx: false) } : null,
        Transmit = Transmit is { } transmit ? transmit with { Lost = port.Lost(isTx: true) } : null,
    };

    internal static PortReport Of(PortNode node) => new(
        node.Name,
        node.Open,
        RingReport.Of([.. node.Receive.Select(ring => (ring.Driver, ring.Books, 0L))]),
        RingReport.Of([.. node.Transmit.Select(ring => (ring.Driver, ring.Books, ring.PacketsHeld))]));
}
