namespace NfvRuntime.Packets;

/// <summary>EtherType numbers (IEEE 802 registry) that this project looks into, in host order.</summary>
public static class EtherType
{
    /// <summary>IPv4.</summary>
    public const ushort Ipv4 = 0x0800;

    /// <summary>Address resolution protocol.</summary>
    public const ushort Arp = 0x0806;

    /// <summary>802.1Q customer tag (C-TAG).</summary>
    public const ushort Vlan = 0x8100;

    /// <summary>IPv6.</summary>
    public const ushort Ipv6 = 0x86DD;

    /// <summary>802.1ad service tag (S-TAG), the outer one of QinQ.</summary>
    public const ushort ServiceVlan = 0x88A8;

    /// <summary>The outer tag of QinQ from before 802.1ad.</summary>
    public const ushort OldServiceVlan = 0x9100;

    /// <summary>Values from here on are EtherTypes; below, up to 1500, they are IEEE 802.3 lengths.</summary>
    public const ushort FirstType = 0x0600;

    /// <summary>True for the tag protocol identifiers after which a VLAN tag follows.</summary>
    public static bool IsVlan(ushort etherType) => etherType is Vlan or ServiceVlan or OldServiceVlan;
}
