namespace NfvRuntime.Ports;

/// <summary>From when on the latency of a flood's probes counts.</summary>
public enum FloodStamps
{
    /// <summary>When the packet was due by the stated rate, so that a chain which holds up its source is not flattered.</summary>
    Due,

    /// <summary>When the packet entered the receive ring.</summary>
    Sent,
}
