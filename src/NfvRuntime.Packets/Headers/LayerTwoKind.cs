namespace NfvRuntime.Packets;

/// <summary>How a frame's type field was to be read.</summary>
public enum LayerTwoKind : byte
{
    /// <summary>Not even an Ethernet header.</summary>
    None,

    /// <summary>Ethernet II: an EtherType.</summary>
    EthernetII,

    /// <summary>IEEE 802.3: a length, then an LLC header.</summary>
    Ieee8023,
}
