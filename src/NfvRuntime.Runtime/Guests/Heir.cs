using Microsoft.Win32.SafeHandles;
using NfvRuntime.Chains;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>
/// Takes over what a host that died has left. A trust group whose guests all live, and whose memory is what the plan asks for, keeps its region and the
/// pipes between its guests, which never stopped; all others are ended and started anew.
/// </summary>
internal sealed class Heir
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Longer than it takes to read a region's slots.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(2);

    private readonly ChainPlan _plan;
    private readonly IReadOnlyDictionary<int, IGuest> _guests;
    private readonly Action<string> _log;
    private readonly Inheritance _left;

    /// <param name="plan">The chain.</param>
    /// <param name="guests">The guests by their segments' numbers.</param>
    /// <param name="log">Gets what is to be said.</param>
    public Heir(ChainPlan plan, IReadOnlyDictionary<int, IGuest> guests, Action<string> log)
    {
        (_plan, _guests, _log) = (plan, guests, log);
        _left = new Inheritance { Documents = plan.Placement.Guests.ToDictionary(guest => guest.Index, guest => SegmentDocument.Of(plan, guest)) };
    }

    /// <summary>Looks for what is left, and takes it over.</summary>
    public async Task<Inheritance> TakeAsync()
    {
        PlanSegment[] segments = [.. _plan.Placement.Guests];
        using var patience = new CancellationTokenSource(Patience);
        IGuestSession?[] sessions = await Task.WhenAll(segments.Select(guest => _guests[guest.Index].FindAsync(patience.Token))).ConfigureAwait(false);
        foreach (IGrouping<string, (PlanSegment Segment, IGuestSession? Session)> group in segments.Zip(sessions).GroupBy(found => found.First.Trust))
        {
            (PlanSegment Segment, IGuestSession Session)[] found =
                [.. group.Where(member => member.Session is not null).Select(member => (member.Segment, member.Session!))];
            if (found.Length == 0)
            {
                continue;
            }

            string? why = found.Length < group.Count() ? "not all of its guests live" : await TryTakeAsync(found).ConfigureAwait(false);
            if (why is not null)
            {
                _log($"guests of trust group '{group.Key}' are started anew: {why}");
                await Task.WhenAll(found.Select(member => EndAsync(member.Session))).ConfigureAwait(false);
            }
        }

        return _left;
    }

    private static async Task EndAsync(IGuestSession session)
    {
        session.Kill("it belongs to a host that died");
        await session.Ended.ConfigureAwait(false);
        await session.DisposeAsync().ConfigureAwait(false);
    }

    /// <returns>Why the group cannot be taken over; null if it was.</returns>
    private async Task<string?> TryTakeAsync((PlanSegment Segment, IGuestSession Session)[] group)
    {
        int[] members = [.. group.Select(member => member.Segment.Index)];
        PlanLink[] links =
            [.. _plan.Placement.Links.Where(link => link is { Kind: LinkKind.Pipe, SharesAcrossTrust: false } && members.Contains(link.From))];
        if (links.Length == 0)
        {
            return "nothing of it went on without a host";
        }

        if (_plan.Placement.Links.Any(link => link.SharesAcrossTrust && (members.Contains(link.From) || members.Contains(link.To))))
        {
            return "it shares memory with another group";
        }

        var recalled = new List<RecalledPort>();
        var given = new HashSet<SafeFileHandle>();
        try
        {
            var ends = new Dictionary<(int Segment, string Port), RecalledPort>();
            foreach ((PlanSegment segment, IGuestSession session) in group)
            {
                string[] kept = [.. NamesOf(segment, links)];
                using var patience = new CancellationTokenSource(Patience);
                await session.StripAsync(kept, patience.Token).ConfigureAwait(false);
                IReadOnlyList<RecalledPort> ports = await session.RecallAsync(kept, patience.Token).ConfigureAwait(false);
                recalled.AddRange(ports);
                foreach (RecalledPort port in ports)
                {
                    ends.Add((segment.Index, port.Name), port);
                }
            }

            if (WhyNot(links, ends) is { } why)
            {
                return why;
            }

            await TakeAsync(group, links, ends, given).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or RegionException or PtnetException or GuestRefusalException)
        {
            return e.Message;
        }
        finally
        {
            recalled.ForEach(port => port.Close(given));
        }
    }

    private IEnumerable<string> NamesOf(PlanSegment segment, IEnumerable<PlanLink> links) =>
        _left.Documents[segment.Index].Ports.Where(port => links.Any(link => link.Index == port.Link?.Index)).Select(port => port.Name);

    private string NameOf(PlanLink link) => _left.Documents[link.From].Ports.First(port => port.Link?.Index == link.Index).Name;

    /// <summary>Whether what the guests have is what the plan asks for: the chain file may have changed meanwhile.</summary>
    private string? WhyNot(PlanLink[] links, Dictionary<(int Segment, string Port), RecalledPort> ends)
    {
        PlanRegion region = _plan.Placement.Regions[links[0].FromRegion];
        foreach (PlanLink link in links)
        {
            RecalledPort? first = ends.GetValueOrDefault((link.From, NameOf(link))), second = ends.GetValueOrDefault((link.To, NameOf(link)));
            bool fits = first is not null && second is not null
                && first.Record.MemId == region.Index + 1 && second.Record.MemId == first.Record.MemId
                && second.Record.RegionGeneration == first.Record.RegionGeneration
                && first.Record.RegionBytes == (ulong)RegionShelf.BytesOf(_plan.Placement, region)
                && first.Record.TxRings == link.Rings && first.Record.Rings.All(ring => ring.Slots == link.Slots)
                && IsLent(link.From, first) && IsLent(link.To, second)
                && second.Record.Rings.Select(ring => ring.Offset).SequenceEqual(first.Record.Rings.Select(ring => ring.Offset));
            if (!fits)
            {
                return "its memory or its pipes are not what the chain file asks for now";
            }
        }

        return null;
    }

    private bool IsLent(int segment, RecalledPort port) =>
        port.Record.ExtraCount == _left.Documents[segment].Ports.First(p => p.Name == port.Name).BuffersFor(port.Record.RxRings);

    private async Task TakeAsync(
        (PlanSegment Segment, IGuestSession Session)[] group,
        PlanLink[] links,
        Dictionary<(int Segment, string Port), RecalledPort> ends,
        HashSet<SafeFileHandle> given)
    {
        SafeFileHandle memory = ends[(links[0].From, NameOf(links[0]))].Region;
        given.Add(memory);
        var taken = Region.TakeOver(memory);
        var pipes = new Dictionary<int, BackToBackPipe>();
        try
        {
            foreach (PlanLink link in links)
            {
                RecalledPort first = ends[(link.From, NameOf(link))];
                given.UnionWith(first.Descriptors.Select(descriptor => descriptor.Handle));
                pipes.Add(link.Index, new BackToBackPipe(taken, first.Record, first.Descriptors));
            }

            await ReconcileAsync(taken, group, pipes, ends).ConfigureAwait(false);
        }
        catch
        {
            foreach (BackToBackPipe pipe in pipes.Values)
            {
                pipe.Dispose();
            }

            taken.Dispose();
            throw;
        }

        _left.Regions.Add(links[0].FromRegion, taken);
        foreach ((int link, BackToBackPipe pipe) in pipes)
        {
            _left.Pipes.Add(link, pipe);
        }

        foreach (((int, string) end, RecalledPort port) in ends)
        {
            _left.Records.Add(end, port.Record);
        }
    }

    /// <summary>Keeps what the guests have, and frees what the dead host had.</summary>
    private static async Task ReconcileAsync(
        Region region,
        (PlanSegment Segment, IGuestSession Session)[] group,
        Dictionary<int, BackToBackPipe> pipes,
        Dictionary<(int Segment, string Port), RecalledPort> ends)
    {
        BackToBackRing[] rings = [.. pipes.Values.SelectMany(pipe => pipe.Rings)];
        RetainRings(region, rings);
        var reports = new List<SurvivorReport>();
        using var patience = new CancellationTokenSource(Patience);
        foreach ((PlanSegment segment, IGuestSession session) in group)
        {
            uint lent = (uint)ends.Where(end => end.Key.Segment == segment.Index).Sum(end => end.Value.Record.ExtraCount);
            reports.Add(new SurvivorReport(await session.HoldAsync(region, LongestHold, patience.Token).ConfigureAwait(false), lent));
        }

        RegionReconciler.Apply(region, [.. rings.Select(ring => ring.HeldSlots)], reports);
        foreach ((_, IGuestSession session) in group)
        {
            await session.ReleaseAsync(region, patience.Token).ConfigureAwait(false);
        }
    }

    private static unsafe void RetainRings(Region region, BackToBackRing[] rings) =>
        region.RetainRings([.. rings.Select(ring => (nint)ring.Ring.Pointer)], [.. rings.Select(ring => ring.CsbEntry)]);
}
