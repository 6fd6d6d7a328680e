namespace NfvRuntime.Packets;

/// <summary>IP protocol and IPv6 next-header numbers (IANA registry) that this project looks into.</summary>
public static class IpProtocol
{
    /// <summary>IPv6 hop-by-hop options.</summary>
    public const byte HopByHop = 0;

    /// <summary>ICMP (v4).</summary>
    public const byte Icmp = 1;

    /// <summary>TCP.</summary>
    public const byte Tcp = 6;

    /// <summary>UDP.</summary>
    public const byte Udp = 17;

    /// <summary>IPv6 routing header.</summary>
    public const byte Routing = 43;

    /// <summary>IPv6 fragment header.</summary>
    public const byte Fragment = 44;

    /// <summary>Encapsulating security payload: nothing behind it can be read.</summary>
    public const byte Esp = 50;

    /// <summary>Authentication header.</summary>
    public const byte Authentication = 51;

    /// <summary>ICMPv6.</summary>
    public const byte Icmpv6 = 58;

    /// <summary>No next header.</summary>
    public const byte NoNext = 59;

    /// <summary>IPv6 destination options.</summary>
    public const byte DestinationOptions = 60;

    /// <summary>SCTP.</summary>
    public const byte Sctp = 132;

    /// <summary>Mobility header.</summary>
    public const byte Mobility = 135;

    /// <summary>Host identity protocol.</summary>
    public const byte Hip = 139;

    /// <summary>Shim6.</summary>
    public const byte Shim6 = 140;
}
