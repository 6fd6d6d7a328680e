namespace NfvRuntime.Chains;

/// <summary>What a user should know of a plan before it is started.</summary>
public static class PlacementNotices
{
    /// <summary>Finds what there is to say.</summary>
    /// <param name="plan">A plan.</param>
    /// <param name="cpus">CPUs of the machine.</param>
    /// <param name="sizeOf">The size of a region in bytes.</param>
    public static IReadOnlyList<string> Of(ChainPlan plan, int cpus, Func<PlanRegion, long> sizeOf)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(sizeOf);
        var placement = plan.Placement;
        return
        [
            .. Spinning(plan, cpus),
            .. placement.Links.SelectMany(link => OfLink(plan, link)),
            .. placement.Guests.SelectMany(guest => OfGuest(plan, guest, sizeOf)),
            .. placement.Segments.Where(segment => segment.Guest is null).SelectMany(host => host.Ports).SelectMany(port => OfPort(plan, port)),
        ];
    }

    private static IEnumerable<string> Spinning(ChainPlan plan, int cpus)
    {
        int islands = plan.Placement.Islands.Count;
        if (islands <= cpus) yield break;
        string policy = plan.Options.Policy is WaitingPolicy.Busy or WaitingPolicy.Yield ? $", whatever 'policy: {plan.Options.Policy.ToString().ToLowerInvariant()}' says" : "";
        yield return $"{islands} islands on {cpus} CPU{(cpus == 1 ? "" : "s")}: none spins, each lets the others run and sleeps when there is nothing to do{policy}";
    }

    private static IEnumerable<string> OfLink(ChainPlan plan, PlanLink link)
    {
        var edge = plan.Edges[link.Edge];
        string name = $"link {link.Index} ({edge.Name})";
        if (link.Kind == LinkKind.Vale)
        {
            string despite = edge.Full.Drops ? "" : $", although path '{plan.Paths[edge.Path].Name}' says 'full: wait'";
            yield return $"{name}: VALE loses what its receiver has no room for, under vale-full{despite}";
        }

        if (link.SharesAcrossTrust)
        {
            var segments = plan.Placement.Segments;
            yield return $"{name}: trust groups '{segments[link.From].Trust}' and '{segments[link.To].Trust}' share its memory: either can alter packets that the other has judged";
        }

        if (link.Rings > 1) yield return $"{name}: {link.Rings} rings, but one island on either side: they add room, not speed";
    }

    private static IEnumerable<string> OfGuest(ChainPlan plan, PlanSegment guest, Func<PlanRegion, long> sizeOf)
    {
        if (guest.Trust == PlanGuest.HostName)
        {
            yield return $"guest '{guest.Name}' shares the host's memory (trust: host): a fault there can alter any packet of the host";
        }

        if (guest.Guest!.Settings.Memory is not { } memory) yield break;
        long mapped = plan.Placement.Regions.Where(region => region.Members.Contains(guest.Name)).Sum(sizeOf);
        if (mapped > memory) yield return $"guest '{guest.Name}': its regions of {mapped >> 20} MiB alone exceed its memory of {memory >> 20} MiB";
    }

    /// <summary>A port of the host whose packets all go to and come from one guest could be the guest's own.</summary>
    private static IEnumerable<string> OfPort(ChainPlan plan, string port)
    {
        var end = new PlanEnd(PlanEndKind.Port, port);
        var edges = plan.Edges.Where(edge => edge.From == end || edge.To == end).ToArray();
        var links = edges.Select(edge => plan.Placement.FindLink(edge.Index)).OfType<PlanLink>().ToArray();
        int[] others = [.. links.SelectMany(link => (int[])[link.From, link.To]).Distinct().Where(segment => plan.Placement.Segments[segment].Guest is not null)];
        if (links.Length < edges.Length || others is not [int only]) yield break;
        string guest = plan.Placement.Segments[only].Name;
        string saved = links.Any(link => link.Copies > 0) ? "a copy and a hop" : "a hop";
        yield return $"port '{port}' exchanges packets with guest '{guest}' alone: 'ports: [{port}]' there hands it over and saves {saved}";
    }
}
