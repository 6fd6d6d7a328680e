using NfvRuntime.Host;

namespace NfvRuntime.Ports;

/// <summary>A port as a user described it, checked as far as is possible without opening anything. Immutable.</summary>
public abstract record PortSpec
{
    /// <summary>The name to open, as written.</summary>
    public required string Text { get; init; }

    /// <summary>Slots per ring, if stated.</summary>
    public uint? Slots { get; init; }

    /// <summary>Whether packets may be sent to the port that are still to be cut, or whose checksum is unfinished.</summary>
    public virtual bool TakesOffloads => false;

    /// <summary>What becomes of such packets that come in; null where none come.</summary>
    public virtual OffloadHandling? Offloads => null;

    /// <summary>Whether a ring of the port holds the largest packet.</summary>
    private protected bool HoldsLargest => Slots is null or > HostLimits.MaxFragments;

    /// <summary>Opens the port. One dispose of the port closes it.</summary>
    /// <exception cref="PortException">It cannot be opened.</exception>
    /// <exception cref="NetmapException">The host refuses it.</exception>
    public HostPort Open(PortContext context) =>
        OpenWith(Slots is { } slots ? context with { Options = context.Options with { Slots = slots } } : context);

    private protected abstract HostPort OpenWith(PortContext context);

    private protected static T TakeIn<T>(PortContext context, T port)
        where T : HostPort
    {
        try
        {
            context.Host.Add(port);
            return port;
        }
        catch
        {
            port.Dispose();
            throw;
        }
    }
}
