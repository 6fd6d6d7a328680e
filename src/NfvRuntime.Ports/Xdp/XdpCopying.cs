namespace NfvRuntime.Ports;

/// <summary>How frames get between an interface's driver and buffers.</summary>
public enum XdpCopying
{
    /// <summary>Without a copy if the driver can do it, else with one.</summary>
    Auto,

    /// <summary>The kernel copies each frame once, from and to the chain's own buffers.</summary>
    Copy,

    /// <summary>
    /// The driver uses the port's buffers itself. These are a region of the port's own, with buffers of 2048 bytes that begin at multiples of it, as
    /// drivers ask; packets that go on to a port of another region are copied there.
    /// </summary>
    ZeroCopy,
}
