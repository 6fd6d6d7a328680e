namespace NfvRuntime.Chains;

/// <summary>What the runtime takes from a region for each part of a chain, beyond what the chain's options say.</summary>
public static class RegionNeeds
{
    /// <summary>Interfaces of a port: its own, and that of a pipe's other end, which exists although no chain names it.</summary>
    public const int InterfacesPerPort = 2;

    /// <summary>Rings of a port: a receive and a transmit ring for each of its interfaces.</summary>
    public const int RingsPerPort = 4;

    /// <summary>Bursts in which an edge collects packets, at least 2 so that one can fill while one is on its way.</summary>
    public const int EdgeBursts = 2;

    /// <summary>Buffers of a segment beyond those that rings and bursts need: for packets that stages hold, and to mend rings after faults.</summary>
    public const int SpareBuffers = 4096;

    /// <summary>Buffers that the host keeps in a region of guests, for slots in which one of them has written nonsense.</summary>
    public const int MendBuffers = 64;
}
