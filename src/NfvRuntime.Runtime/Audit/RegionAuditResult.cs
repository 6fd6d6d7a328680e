namespace NfvRuntime.Runtime;

/// <summary>Where the buffers of a region are.</summary>
/// <param name="Usable">Buffers the region has, without the reserved ones.</param>
/// <param name="InUse">Different buffers found in rings, bursts and held packets.</param>
/// <param name="Free">Buffers in the region's free list.</param>
/// <param name="Duplicates">Places that name a buffer which another place names too.</param>
/// <param name="Impossible">Places that name a buffer which the region does not have.</param>
public readonly record struct RegionAuditResult(uint Usable, uint InUse, uint Free, uint Duplicates, uint Impossible)
{
    /// <summary>Buffers that are nowhere.</summary>
    public long Lost => (long)Usable - InUse - Free;

    /// <summary>True if every buffer is in exactly one place.</summary>
    public bool Holds => Lost == 0 && Duplicates == 0 && Impossible == 0;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Usable} buffers: {InUse} in use, {Free} free, {Lost} lost, {Duplicates} in two places, {Impossible} impossible";
}
