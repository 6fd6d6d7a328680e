namespace NfvRuntime.Ports;

/// <summary>Transport of generated packets.</summary>
public enum GeneratorProtocol
{
    /// <summary>UDP.</summary>
    Udp,

    /// <summary>TCP segments with the ACK flag, as of a running connection.</summary>
    Tcp,
}
