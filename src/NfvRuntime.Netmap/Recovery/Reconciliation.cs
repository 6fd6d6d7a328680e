namespace NfvRuntime.Netmap;

/// <summary>Who has which buffer after a death, as <see cref="RegionReconciler"/> found it.</summary>
public sealed record Reconciliation
{
    /// <summary>Buffers in slots and with survivors, one bit each: what is to be kept (<see cref="Region.Retain"/>).</summary>
    public required ulong[] InUse { get; init; }

    /// <summary>Buffers that nobody has: they were the victim's and come back.</summary>
    public required uint Returned { get; init; }

    /// <summary>Positions of slots whose buffer is impossible, free, or already in an earlier slot: they need a fresh one.</summary>
    public required IReadOnlyList<int> BadSlots { get; init; }

    /// <summary>For each report, one bit for each buffer that it claims and does not get; empty if it gets all. The survivor gives these up.</summary>
    public required IReadOnlyList<ulong[]> Revoked { get; init; }

    /// <summary>Whether nothing but the victim's buffers was amiss.</summary>
    public bool IsClean => BadSlots.Count == 0 && Revoked.All(revoked => revoked.Length == 0);
}
