using NfvRuntime.Chains;

namespace NfvRuntime.Runtime;

/// <summary>The books of one link between two segments, in packets.</summary>
/// <param name="Number">Its number in the plan.</param>
/// <param name="Edge">The edge that it carries.</param>
/// <param name="Kind">What it is.</param>
/// <param name="From">Who sends.</param>
/// <param name="To">Who receives.</param>
/// <param name="Sent">Packets that the sender put into its rings.</param>
/// <param name="Received">Packets that the receiver took out of its rings.</param>
/// <param name="Dropped">Packets that the link itself dropped, by reason: a switch whose receiver has no room.</param>
public sealed record LinkReport(
    int Number, string Edge, LinkKind Kind, string From, string To, ulong Sent, ulong Received, IReadOnlyDictionary<string, ulong> Dropped)
{
    /// <summary>
    /// Sent, but neither received nor dropped: on the way while the chain runs; afterwards, what a death took. Deaths make it inexact by a burst in
    /// either direction, since who dies between moving packets and counting them has not counted them.
    /// </summary>
    public long Between => (long)(Sent - Received - Dropped.Values.Aggregate(0UL, (sum, packets) => sum + packets));
}
