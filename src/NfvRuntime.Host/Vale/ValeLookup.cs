namespace NfvRuntime.Host;

/// <summary>Decides where a switch's packets go. Learning is one, point-to-point another; a program may bring its own.</summary>
/// <remarks>Called by every sending thread, concurrently, once per batch; must neither block nor allocate.</remarks>
public abstract class ValeLookup
{
    /// <summary>To all other ports.</summary>
    public const byte Broadcast = 254;

    /// <summary>To nobody.</summary>
    public const byte Drop = 255;

    /// <summary>Ports that a switch with this look-up takes.</summary>
    public virtual int MaxPorts => HostLimits.PortsPerSwitch - 1;

    /// <summary>Calls <see cref="ValeBatch.Send"/> for every packet. Frame bytes may change while they are read.</summary>
    public abstract void Lookup(in ValeBatch batch);

    /// <summary>A port has gone; its number may be given to another.</summary>
    public virtual void PortGone(int number)
    {
    }
}
