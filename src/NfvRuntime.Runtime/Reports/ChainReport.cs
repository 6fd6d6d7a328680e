namespace NfvRuntime.Runtime;

/// <summary>The books of a whole chain: what this process and its guests have counted, put together.</summary>
/// <param name="Books">Its ports and stages wherever they are; packets held are those of this process and those that stages keep.</param>
/// <param name="LinkEnds">The ends of links, as ports of who uses them.</param>
/// <param name="Links">What joins the parts.</param>
/// <param name="Guests">The guests.</param>
/// <param name="MostLost">What the deaths of guests can have taken at most: all that fits into their rings and bursts.</param>
public sealed record ChainReport(
    SegmentReport Books, IReadOnlyList<PortReport> LinkEnds, IReadOnlyList<LinkReport> Links, IReadOnlyList<GuestReport> Guests, ulong MostLost)
{
    /// <summary>Packets dropped anywhere, in links, too, by reason.</summary>
    public IReadOnlyDictionary<string, ulong> Dropped => ReportTools.Sum(
    [
        Books.Dropped,
        .. Links.Select(link => link.Dropped),
        .. LinkEnds.SelectMany(end => (RingReport?[])[end.Receive, end.Transmit]).OfType<RingReport>().Select(ring => ring.Dropped),
    ]);

    /// <summary>
    /// Packets that came in and are in none of the other numbers: on their way through guests and links while the chain runs. Once it has
    /// stopped, what the deaths of guests took; inexact by a burst then, since who dies between moving packets and counting them has not counted them.
    /// </summary>
    public long Missing => (long)(Books.Received + Books.Created)
        - (long)(Books.Sent + Books.Consumed + Books.Held + Dropped.Values.Aggregate(0UL, (sum, packets) => sum + packets));

    /// <summary>
    /// Of a chain that stands still: true if received + created = sent + consumed + dropped + held for the whole and for each stage, to the packet
    /// while no guest has died or was found running, and else with no more missing than those can account for.
    /// </summary>
    public bool Balances => Guests.All(guest => guest is { Deaths: 0, Adopted: false })
        ? Missing == 0 && Books.Stages.All(stage => stage.Balances)
        : Missing >= -(long)MostLost && Missing <= (long)MostLost;
}
