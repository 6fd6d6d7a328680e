using NfvRuntime.Actors.Islands;
using NfvRuntime.Chains;
using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>The guests of a running chain and what joins them: wiring, kloops, supervision, healing. Control path only.</summary>
internal sealed class ChainGuests : IAsyncDisposable
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly ActorSystem _system;
    private readonly ChainPlan _plan;
    private readonly KloopGround _kloops;
    private readonly Dictionary<int, IGuest> _guests = [];
    private readonly List<IActorRef> _actors = [];
    private readonly List<RegionWard> _wards = [];
    private readonly TaskCompletionSource<string> _failure = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChainWiring? _wiring;
    private bool _disposed;

    /// <param name="system">Where they are supervised and served.</param>
    /// <param name="plan">The chain.</param>
    /// <param name="policy">What islands of this process do when there is no work.</param>
    public ChainGuests(ActorSystem system, ChainPlan plan, WaitPolicy policy)
    {
        (_system, _plan) = (system, plan);
        _kloops = new KloopGround(system, plan, policy);
    }

    /// <summary>Completes when the chain has to stop because a guest's segment has given up; says why.</summary>
    public Task<string> Failure => _failure.Task;

    /// <summary>What joins them; there once <see cref="Wire"/> has made it.</summary>
    public ChainWiring Wiring => _wiring!;

    /// <summary>The guests, in the order of the file.</summary>
    public IReadOnlyList<GuestMember> Members { get; private set; } = [];

    /// <summary>Whether every port that a guest reads has come to its end. Not while the guest is dead.</summary>
    public bool HaveInputsEnded => Wiring.Ports.All(port => port.Device is not KloopPtnetDevice { Kloop: var kloop } || !Wiring.IsInput(port)
        || (kloop?.Rings.All(ring => ring.Kring.IsTx || ring.InputEnded) ?? false));

    /// <summary>Gets ready to start the guests.</summary>
    /// <param name="kinds">How guests are started.</param>
    /// <exception cref="ChainStartException">A guest's kind is not known here, or something that all its starts need cannot be had.</exception>
    public void Prepare(IReadOnlyList<IGuestKind> kinds)
    {
        var cpus = new CpuShare(Environment.ProcessorCount);
        foreach (PlanSegment guest in _plan.Placement.Guests)
        {
            _guests.Add(guest.Index, Prepare(guest, kinds, cpus.Next(guest.Guest!.Settings.Cpus)));
        }
    }

    /// <summary>Takes over what an earlier host, which died, has left of this chain.</summary>
    public Task<Inheritance> InheritAsync() => new Heir(_plan, _guests, text => Publish(null, new GuestLogEntry(true, "", text))).TakeAsync();

    /// <summary>Makes what joins the guests; none is started yet.</summary>
    /// <exception cref="ChainStartException">A port cannot be opened, or a link not be made.</exception>
    public void Wire(RegionShelf regions, NetmapHost host, CounterTable counters, Inheritance inheritance)
    {
        _wiring = ChainWiring.Make(_plan, regions, host, counters, _kloops, inheritance);
        Members =
        [
            .. _plan.Placement.Guests.Select(guest => new GuestMember(
                guest, Wiring.Documents[guest.Index], [.. Wiring.Ports.Where(port => port.Segment == guest.Index)], counters, _plan.Name)),
        ];
    }

    /// <summary>Starts all guests, and waits until each runs its segment.</summary>
    /// <param name="regions">The chain's regions.</param>
    /// <param name="segment">The host's own segment, which does not run yet.</param>
    /// <param name="island">The island of the host's segment.</param>
    /// <exception cref="ChainStartException">A guest cannot be started, or cannot do its work.</exception>
    public async Task StartAsync(RegionShelf regions, Segment segment, Island island)
    {
        MakeWards(_plan, regions, segment, island);
        foreach (BackToBackPipe pipe in Wiring.Pipes.Values)
        {
            _kloops.Arbitrate(pipe);
        }

        WaitingPolicy? policy = ChainRuntime.SleepsAlways(_plan) ? WaitingPolicy.Share : null;
        foreach (GuestMember member in Members)
        {
            Action<GuestLogEntry> log = entry => Publish(member.Name, entry);
            RegionWard[] wards = [.. _wards.Where(ward => ward.Members.Contains(member))];
            IGuest guest = _guests[member.Segment.Index];
            _actors.Add(_system.ActorOf(Props.Create(() => new GuestActor(_plan, member, guest, wards, policy, log)), $"guest-{member.Name}"));
        }

        foreach (GuestMember member in Members)
        {
            try
            {
                await member.Ran.Task.ConfigureAwait(false);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                throw new ChainStartException($"guest '{member.Name}': {e.Message}", e);
            }
        }
    }

    /// <summary>Lets packets of ports that guests read come in, or no more of them.</summary>
    public void OpenInputs(bool open) => _kloops.OpenInputs(open);

    /// <summary>Has every guest stop its segment, in the order of the file, and end.</summary>
    /// <param name="drain">How long packets on their way may take to leave each.</param>
    public async Task StopAsync(TimeSpan drain)
    {
        await StopSupervisingAsync().ConfigureAwait(false);
        IGuestSession[] sessions = [.. Members.Select(member => member.Session).OfType<IGuestSession>()];
        foreach (IGuestSession session in sessions)
        {
            await TryAsync(() => session.StopAsync(drain).WaitAsync(drain + LastWords)).ConfigureAwait(false);
        }

        foreach (GuestMember member in Members)
        {
            member.Totals.End(); // a guest that ends in order takes what it counted out of its table
        }

        await Task.WhenAll(sessions.Select(EndAsync)).ConfigureAwait(false);
        foreach (GuestMember member in Members)
        {
            member.Set(member.Status with { Phase = GuestPhase.Stopped });
        }
    }

    /// <summary>Ends what still runs and closes all ports.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await StopSupervisingAsync().ConfigureAwait(false);
        foreach (GuestMember member in Members)
        {
            if (member.Session is { } session)
            {
                session.Kill("the chain ends");
                await session.Ended.ConfigureAwait(false);
            }
        }

        foreach (IGuest guest in _guests.Values)
        {
            await guest.DisposeAsync().ConfigureAwait(false);
        }

        _kloops.StopArbiters();
        _wiring?.Dispose();
        _wards.ForEach(ward => ward.Dispose());
    }

    /// <summary>Who dies from now on stays dead, and nobody counts buffers any more.</summary>
    private Task StopSupervisingAsync() =>
        Task.WhenAll(_actors.Select(actor => actor.Ask<GuestActor.StopSupervising>(new GuestActor.StopSupervising(), LastWords)));

    private static async Task EndAsync(IGuestSession session)
    {
        await TryAsync(() => session.ShutdownAsync().WaitAsync(LastWords)).ConfigureAwait(false);
        if (await Task.WhenAny(session.Ended, Task.Delay(LastWords)).ConfigureAwait(false) != session.Ended)
        {
            session.Kill($"it has not ended {LastWords.TotalSeconds} s after it was told to");
        }

        await session.Ended.ConfigureAwait(false);
    }

    private static async Task TryAsync(Func<Task> request)
    {
        try
        {
            await request().ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or GuestRefusalException or OperationCanceledException or TimeoutException)
        {
            // it is gone, or goes in a moment
        }
    }

    private IGuest Prepare(PlanSegment guest, IReadOnlyList<IGuestKind> kinds, string? cpus)
    {
        string wanted = guest.Guest!.Kind.Name;
        IGuestKind kind = kinds.FirstOrDefault(k => k.Name == wanted)
            ?? throw new ChainStartException($"guest '{guest.Name}': guests of kind '{wanted}' cannot be started by this program");
        try
        {
            long mapped = _plan.Placement.Regions.Where(region => region.Members.Contains(guest.Name))
                .Sum(region => RegionShelf.BytesOf(_plan.Placement, region));
            return kind.Prepare(new GuestOrder(_plan, guest, cpus, mapped,
                entry => Publish(guest.Name, entry), why => _failure.TrySetResult($"guest '{guest.Name}': {why}")));
        }
        catch (Exception e) when (e is IOException or RegionException)
        {
            throw new ChainStartException($"guest '{guest.Name}': {e.Message}", e);
        }
    }

    /// <summary>Which islands of the host touch which regions.</summary>
    private void MakeWards(ChainPlan plan, RegionShelf regions, Segment segment, Island island)
    {
        var users = regions.Regions.Select(_ => new HashSet<string>()).ToArray();
        foreach (PlanLink link in plan.Placement.Links.Where(link => link.Kind != LinkKind.Pipe))
        {
            foreach (PlanSegment end in ((int[])[link.From, link.To]).Select(index => plan.Placement.Segments[index]))
            {
                string user = end.Guest is null ? island.Id : KloopGround.IslandOf(end.Trust);
                users[link.FromRegion].Add(user);
                users[link.ToRegion].Add(user);
            }
        }

        foreach (GuestPort port in Wiring.Ports.Where(port => port.Device is KloopPtnetDevice))
        {
            users[port.Region].Add(KloopGround.IslandOf(plan.Placement.Segments[port.Segment].Trust));
        }

        foreach (PlanRegion region in plan.Placement.Regions.Where(region => region.Members.Contains(PlanGuest.HostName)))
        {
            users[region.Index].Add(island.Id);
        }

        int made = 0;
        Dictionary<string, IActorRef> holders = users.SelectMany(names => names).Distinct().ToDictionary(
            name => name, name => _system.ActorOf(IslandHold.PropsOf().WithDispatcher(name), $"holder-{++made}"));
        foreach (PlanRegion region in plan.Placement.Regions)
        {
            GuestMember[] members = [.. Members.Where(member => member.Ports.Any(port => port.Region == region.Index))];
            if (members.Length > 0)
            {
                _wards.Add(new RegionWard(regions[region.Index], members, Wiring, [.. users[region.Index].Select(name => holders[name])], () => segment));
            }
        }
    }

    private void Publish(string? guest, GuestLogEntry entry)
    {
        string source = guest is null ? _plan.Name : entry.Source.Length == 0 ? $"guest {guest}" : $"guest {guest}: {entry.Source}";
        _system.EventStream.Publish(entry.IsWarning
            ? new ActorEvents.Warning(null, source, typeof(ChainGuests), entry.Text)
            : new ActorEvents.Info(null, source, typeof(ChainGuests), entry.Text));
    }
}
