namespace NfvRuntime.Packets;

/// <summary>What a captured packet begins with (the LINKTYPE registry of tcpdump.org; other numbers may occur in files).</summary>
public enum LinkType : ushort
{
    /// <summary>BSD loopback.</summary>
    Null = 0,

    /// <summary>Ethernet: the only one that ports take.</summary>
    Ethernet = 1,

    /// <summary>A bare IP packet.</summary>
    Raw = 101,

    /// <summary>IEEE 802.11.</summary>
    Wireless = 105,

    /// <summary>Linux "cooked" capture, as of the interface "any".</summary>
    LinuxCooked = 113,

    /// <summary>Linux "cooked" capture, second version.</summary>
    LinuxCooked2 = 276,
}
