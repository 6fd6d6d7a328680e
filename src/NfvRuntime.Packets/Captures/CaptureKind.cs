namespace NfvRuntime.Packets;

/// <summary>Kinds of capture files.</summary>
public enum CaptureKind
{
    /// <summary>pcap with microseconds.</summary>
    PcapMicroseconds,

    /// <summary>pcap with nanoseconds.</summary>
    PcapNanoseconds,

    /// <summary>pcapng.</summary>
    Pcapng,
}
