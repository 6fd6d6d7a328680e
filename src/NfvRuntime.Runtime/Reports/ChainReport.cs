namespace NfvRuntime.Runtime;

/// <summary>The books of a whole chain: what this process and its guests have counted, put together.</summary>
/// <param name="Books">Its ports and stages wherever they are; packets held are those of this process and those that stages keep.</param>
/// <param name="LinkEnds">The ends of links, as ports of who uses them.</param>
/// <param name="Links">What joins the parts.</param>
/// <param name="Guests">The guests.</param>
/// <param name="MostLost">
/// What can be missing at most: all that fits into the rings and bursts of guests that have died, were found running, or were stopped before all had left; 0 if
/// there is no such guest.
/// </param>
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
    /// stopped, what the deaths of guests took, or what had not left when its guests were stopped; after a death inexact by a burst, since who dies
    /// between moving packets and counting them has not counted them.
    /// </summary>
    public long Missing => (long)(Books.Received + Books.Created)
        - (long)(Books.Sent + Books.Consumed + Books.Held + Dropped.Values.Aggregate(0UL, (sum, packets) => sum + packets));

    /// <summary>
    /// Of a chain that stands still: true if received + created = sent + consumed + dropped + held for the whole and for each stage, to the packet
    /// or with no more missing than <see cref="MostLost"/>.
    /// </summary>
    public bool Balances => MostLost == 0
        ? Missing == 0 && Books.Stages.All(stage => stage.Balances)
        : Missing >= -(long)MostLost && Missing <= (long)MostLost;
}
