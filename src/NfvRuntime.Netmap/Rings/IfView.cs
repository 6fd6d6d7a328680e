namespace NfvRuntime.Netmap;

/// <summary>An interface object as a handle reads it: where its rings are. Counts are checked and copied once, offsets at each look.</summary>
public readonly unsafe struct IfView
{
    private readonly NetmapIf* _port;
    private readonly Region _region;

    /// <summary>Checks the object's counts against the region and keeps copies of them.</summary>
    /// <exception cref="RegionException">The pointer is no interface object of the region, or its counts do not fit one.</exception>
    public IfView(NetmapIf* port, Region region)
    {
        region.RequireIf(port);
        _port = port;
        _region = region;
        TxRings = Volatile.Read(ref port->TxRings);
        RxRings = Volatile.Read(ref port->RxRings);
        HostTxRings = Volatile.Read(ref port->HostTxRings);
        HostRxRings = Volatile.Read(ref port->HostRxRings);
        ulong offsets = (ulong)TxRings + HostTxRings + RxRings + HostRxRings;
        ulong room = (region.Layout.IfSize - (uint)sizeof(NetmapIf)) / sizeof(long);
        if (offsets > room)
        {
            throw new RegionException($"interface object states {offsets} rings; one of this region has room for {room}");
        }
    }

    /// <summary>Number of tx rings.</summary>
    public uint TxRings { get; }

    /// <summary>Number of rx rings.</summary>
    public uint RxRings { get; }

    /// <summary>Number of host tx ring offsets.</summary>
    public uint HostTxRings { get; }

    /// <summary>Number of host rx ring offsets.</summary>
    public uint HostRxRings { get; }

    /// <summary>A tx ring; those from <see cref="TxRings"/> on are host rings. Null if this handle has not bound it.</summary>
    /// <exception cref="RegionException">The offset leads to no ring of the region.</exception>
    public NetmapRing* TxRing(uint number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, TxRings + HostTxRings);
        return Ring(number);
    }

    /// <summary>An rx ring; those from <see cref="RxRings"/> on are host rings. Null if this handle has not bound it.</summary>
    /// <exception cref="RegionException">The offset leads to no ring of the region.</exception>
    public NetmapRing* RxRing(uint number)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(number, RxRings + HostRxRings);
        return Ring(TxRings + HostTxRings + number);
    }

    private NetmapRing* Ring(uint entry)
    {
        long offset = Volatile.Read(ref ((long*)(_port + 1))[entry]);
        if (offset == 0)
        {
            return null;
        }

        NetmapRing* ring = (NetmapRing*)((byte*)_port + offset);
        _region.RequireRing(ring);
        return ring;
    }
}
