using NfvRuntime.Host;

namespace NfvRuntime.Runtime;

/// <summary>The books of one direction of a port: of all its rings that the chain drives.</summary>
/// <param name="Packets">Packets through the rings.</param>
/// <param name="Bytes">Their bytes, without CRC.</param>
/// <param name="Syncs">Syncs done.</param>
/// <param name="Dropped">Packets dropped by the rings' actors, by reason.</param>
/// <param name="Held">Packets that wait for room.</param>
/// <param name="Faults">Ring faults.</param>
public sealed record RingReport(
    ulong Packets, ulong Bytes, ulong Syncs, IReadOnlyDictionary<string, ulong> Dropped, ulong Held, ulong Faults)
{
    /// <summary>Rings that are out of service.</summary>
    public int OutOfService { get; init; }

    /// <summary>
    /// Packets that the port lost on the far side of its rings, by reason: before the chain had them, or after it had sent them. Known for
    /// certain once the port is closed.
    /// </summary>
    public IReadOnlyDictionary<string, ulong> Lost { get; init; } = new Dictionary<string, ulong>();

    internal ulong DroppedTotal => Dropped.Values.Aggregate(0UL, (a, b) => a + b);

    internal static RingReport? Of(IReadOnlyList<(RingDriver Driver, RingBooks Books, long Held)> rings) => rings.Count == 0
        ? null
        : new RingReport(
            Sum(rings, r => r.Books.Packets.Value - r.Books.Recalled),
            Sum(rings, r => r.Books.Bytes.Value),
            Sum(rings, r => r.Driver.Counters?.Syncs ?? 0),
            ReportTools.Sum(rings.Select(r => ReportTools.NonZero(r.Books.Dropped))),
            Sum(rings, r => (ulong)r.Held),
            Sum(rings, r => r.Driver.Faults))
        {
            OutOfService = rings.Count(r => r.Books.OutOfService.Value != 0),
        };

    private static ulong Sum(IReadOnlyList<(RingDriver Driver, RingBooks Books, long Held)> rings, Func<(RingDriver Driver, RingBooks Books, long Held), ulong> value) =>
        rings.Aggregate(0UL, (sum, ring) => sum + value(ring));
}
