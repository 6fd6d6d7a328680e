namespace NfvRuntime.Netmap;

/// <summary>One ring of a ptnet device, as its configuration record states it in 32 bytes.</summary>
/// <param name="Offset">Where the ring lies, from the first byte of the region's file.</param>
/// <param name="Slots">Number of slots.</param>
/// <param name="CsbEntry">Its entry in the region's CSB arrays.</param>
/// <param name="IsTx">Whether the guest sends by it.</param>
/// <param name="IsHostHalf">Whether the guest plays the host's half of the CSB: the receiving side of a back-to-back ring.</param>
public readonly record struct PtnetRing(ulong Offset, uint Slots, uint CsbEntry, bool IsTx, bool IsHostHalf = false);
