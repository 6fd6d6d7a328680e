namespace NfvRuntime.Chains;

/// <summary>
/// What carries the packets of one edge from one segment to another. Each edge has a link, and so rings, of its own: the ring says which path
/// a packet is on and which gate it comes from, and no full link stops another.
/// </summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Edge">The edge.</param>
/// <param name="From">The segment that sends.</param>
/// <param name="To">The segment that receives.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Rings">Rings from the one to the other.</param>
/// <param name="Slots">Slots of each ring.</param>
/// <param name="FromRegion">Where the sender's end lies.</param>
/// <param name="ToRegion">Where the receiver's end lies; the same, but for VALE across trust groups.</param>
public sealed record PlanLink(int Index, int Edge, int From, int To, LinkKind Kind, int Rings, int Slots, int FromRegion, int ToRegion)
{
    /// <summary>Whether nothing is lost when it is full: the sender waits. False for VALE, and where the path says <c>full: drop</c>.</summary>
    public required bool IsLossless { get; init; }

    /// <summary>How often a packet is copied on it: 0 where buffers change hands, else 1.</summary>
    public required int Copies { get; init; }

    /// <summary>Whether it shares memory across trust groups, because the file says so.</summary>
    public required bool SharesAcrossTrust { get; init; }

    /// <summary>Who wakes whom.</summary>
    public required IReadOnlyList<PlanKick> Kicks { get; init; }
}
