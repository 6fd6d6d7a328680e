using NfvRuntime.Chains;
using NfvRuntime.Counters;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Runtime;

/// <summary>Puts the books of a chain together from what its parts have counted.</summary>
internal static class ChainBooks
{
    /// <param name="plan">The chain.</param>
    /// <param name="own">What this process counted of its own part.</param>
    /// <param name="guests">The guests.</param>
    /// <param name="readings">What else this process counted: switches.</param>
    /// <param name="isSettled">Whether all that came in had left before the guests were stopped.</param>
    public static ChainReport Of(ChainPlan plan, SegmentReport own, IReadOnlyList<GuestMember> guests, IReadOnlyList<CounterReading> readings, bool isSettled)
    {
        if (guests.Count == 0)
        {
            return new ChainReport(own, [], [], [], 0);
        }

        var books = guests.ToDictionary(guest => guest.Name, guest => new GuestBooks(guest));
        GuestReport[] reports = [.. guests.Select(guest => ReportOf(plan, guest, books[guest.Name]))];
        PortReport[] ports = [.. own.Ports, .. reports.SelectMany(guest => guest.Ports)];
        PortReport[] ends = [.. ports.Where(report => plan.Ports.All(port => port.Name != report.Name))];
        StageReport[] stages = [.. plan.Stages.Select(stage => own.Stages.FirstOrDefault(report => report.Name == stage.Name) ?? StageOf(stage))];
        SegmentReport whole = own with
        {
            Ports = [.. plan.Ports.Select(port => ports.First(report => report.Name == port.Name))],
            Stages = stages,
            Held = own.Held + Sum(stages.Where(stage => stage.Guest is not null).Select(stage => stage.Held)),
        };
        LinkReport[] links = [.. plan.Placement.Links.Select(link => LinkOf(plan, link, guests, ends, readings))];
        return new ChainReport(whole, ends, links, reports, Sum(guests.Select(guest => MostLostBy(guest, isSettled))));

        StageReport StageOf(PlanStage stage) => books[guests.First(guest => guest.Segment.Stages.Contains(stage.Name)).Name].StageOf(stage);
    }

    private static GuestReport ReportOf(ChainPlan plan, GuestMember guest, GuestBooks books)
    {
        GuestStatus status = guest.Status;
        return new GuestReport(
            guest.Name,
            guest.Segment.Guest!.Kind.Name,
            status.Phase,
            status.ProcessId,
            status.Deaths,
            status.LastDeath,
            TimesReport.Of(status.OutagesMs),
            TimesReport.Of(status.PausesMs),
            status.Reclaimed,
            [
                .. guest.Document.Ports.Select(port => books.PortOf(port, port.Port?.Open ?? $"link {plan.Edges[port.Link!.Edge].Name}")),
                .. plan.Ports.Where(port => guest.Segment.OpensItself.Contains(port.Name)).Select(port => books.PortOf(OwnPort(port), port.Open)),
            ])
        {
            Adopted = status.IsAdopted,
        };
    }

    private static SegmentPort OwnPort(PlanPort port) =>
        new(port.Name, null, port, port.Use.HasFlag(PortUse.Read), port.Use.HasFlag(PortUse.Write), 0, 0);

    private static LinkReport LinkOf(
        ChainPlan plan, PlanLink link, IReadOnlyList<GuestMember> guests, PortReport[] ends, IReadOnlyList<CounterReading> readings)
    {
        string name = guests.SelectMany(guest => guest.Document.Ports).First(port => port.Link?.Index == link.Index).Name;
        string from = plan.Placement.Segments[link.From].Name, to = plan.Placement.Segments[link.To].Name;
        var dropped = readings.Where(reading => reading.Metric.Name == Catalogue.ValeDropped.Name
                && (reading.Label(LabelKeys.Port) is { } port && (port == name || port == $"{name}.{from}")))
            .GroupBy(reading => reading.Label(LabelKeys.Reason) ?? "")
            .Select(group => (Reason: group.Key, Packets: Sum(group.Select(reading => reading.Value)))).Where(drop => drop.Packets > 0);
        return new LinkReport(
            link.Index,
            plan.Edges[link.Edge].Name,
            link.Kind,
            from,
            to,
            End(link.From, from)?.Transmit?.Packets ?? 0,
            End(link.To, to)?.Receive?.Packets ?? 0,
            new SortedDictionary<string, ulong>(dropped.ToDictionary(drop => drop.Reason, drop => drop.Packets), StringComparer.Ordinal));

        PortReport? End(int segment, string place) => ends.FirstOrDefault(
            end => end.Name == name && end.Guest == (plan.Placement.Segments[segment].Guest is null ? null : place));
    }

    /// <summary>
    /// All rings full of packets of one slot, and all bursts: what each death can take, what a guest that was found can have had before anybody counted, and what
    /// can be left in one that was stopped before all had left.
    /// </summary>
    private static ulong MostLostBy(GuestMember guest, bool isSettled) =>
        (guest.Status.Deaths + (guest.Status.IsAdopted ? 1UL : 0) + (isSettled ? 0 : 1UL)) * Sum(guest.Ports.Select(port =>
        Sum(port.Device.Configuration.Rings.Select(ring => (ulong)ring.Slots)) + port.Device.Configuration.ExtraCount));

    private static ulong Sum(IEnumerable<ulong> values) => values.Aggregate(0UL, (sum, value) => sum + value);
}
