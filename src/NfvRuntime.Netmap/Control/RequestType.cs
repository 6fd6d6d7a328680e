namespace NfvRuntime.Netmap.Control;

/// <summary>What a control request asks for (<c>NETMAP_REQ_*</c>).</summary>
public enum RequestType : ushort
{
    /// <summary>Binds the handle to a port's rings.</summary>
    Register = 1,

    /// <summary>Describes a port. Creates it for the moment if it does not exist.</summary>
    PortInfoGet = 2,

    /// <summary>Attaches an interface to a VALE switch.</summary>
    ValeAttach = 3,

    /// <summary>Detaches an interface from a VALE switch.</summary>
    ValeDetach = 4,

    /// <summary>Finds a VALE port's numbers, or the port after given numbers.</summary>
    ValeList = 5,

    /// <summary>Sets a VALE port's virtio-net header length.</summary>
    PortHeaderSet = 6,

    /// <summary>Returns a port's virtio-net header length.</summary>
    PortHeaderGet = 7,

    /// <summary>Creates a persistent VALE interface.</summary>
    ValeNewInterface = 8,

    /// <summary>Deletes a persistent VALE interface.</summary>
    ValeDeleteInterface = 9,

    /// <summary>Lets kernel threads poll an attached interface.</summary>
    ValePollingEnable = 10,

    /// <summary>Ends what <see cref="ValePollingEnable"/> began.</summary>
    ValePollingDisable = 11,

    /// <summary>Describes the pools of a port's region.</summary>
    PoolsInfoGet = 12,

    /// <summary>Serves the handle's rings through the CSB; returns when stopped.</summary>
    SyncKloopStart = 13,

    /// <summary>Ends the loop. Latches: without a loop, the next start returns at once.</summary>
    SyncKloopStop = 14,

    /// <summary>Switches a bound handle to CSB mode; needs the CSB option.</summary>
    CsbEnable = 15,
}
