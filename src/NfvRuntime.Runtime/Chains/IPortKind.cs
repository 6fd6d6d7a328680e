using NfvRuntime.Host;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Runtime;

/// <summary>A kind of port that chains can open. Implementations are immutable and live where the ports are known.</summary>
public interface IPortKind : IPortDescription
{
    /// <summary>Opens a port.</summary>
    /// <param name="name">What the chain file calls the port.</param>
    /// <param name="open">The port's name as the chain file writes it.</param>
    /// <param name="options">What <see cref="IPortDescription.ReadOptions"/> returned.</param>
    /// <param name="context">Where to open it.</param>
    /// <exception cref="IOException">A file cannot be read or written; the message names it.</exception>
    /// <exception cref="NetmapException">The host refuses the port; the message says why.</exception>
    IRingPort Open(string name, string open, object options, PortOpening context);
}
