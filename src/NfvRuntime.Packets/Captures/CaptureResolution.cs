namespace NfvRuntime.Packets;

/// <summary>Unit of the time stamps in a written capture.</summary>
public enum CaptureResolution
{
    /// <summary>Classic pcap, which every tool reads.</summary>
    Microseconds,

    /// <summary>pcap with the nanosecond magic, which current tools read.</summary>
    Nanoseconds,
}
