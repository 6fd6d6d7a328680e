namespace NfvRuntime.Netmap.Control;

/// <summary>Bits beside the ring number in <see cref="LegacyRequest.RingId"/>.</summary>
[Flags]
public enum LegacyRingId : ushort
{
    /// <summary>No bit.</summary>
    None = 0,

    /// <summary>poll does not push tx rings.</summary>
    NoTxPoll = 0x1000,

    /// <summary>Host rings.</summary>
    HostRing = 0x2000,

    /// <summary>One hardware ring pair.</summary>
    HardwareRing = 0x4000,

    /// <summary>poll syncs rx rings.</summary>
    DoRxPoll = 0x8000,
}
