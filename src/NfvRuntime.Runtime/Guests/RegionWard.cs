using System.Diagnostics;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>
/// Puts a region right after the death of a guest that mapped it. Its rings are taken back; those that use the region beside it stand still for a
/// moment and say what they hold; what nobody has was the dead one's and is free again. Nobody else notices.
/// </summary>
/// <param name="region">The region.</param>
/// <param name="members">The guests that map it.</param>
/// <param name="wiring">All ports and pipes.</param>
/// <param name="holders">By which those islands of the host are held that use the region.</param>
/// <param name="segment">The host's own segment.</param>
internal sealed class RegionWard(
    Region region, IReadOnlyList<GuestMember> members, ChainWiring wiring, IReadOnlyList<IActorRef> holders, Func<Segment> segment) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>A guest that has promised to stand still and is not released in time goes on by itself; nobody counts any more then.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>The region's number.</summary>
    public int Number => region.MemId;

    /// <summary>The guests that map the region.</summary>
    public IReadOnlyList<GuestMember> Members => members;

    /// <summary>Waits until nobody else changes what is in the region.</summary>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellation = default)
    {
        await _gate.WaitAsync(cancellation).ConfigureAwait(false);
        return new Stay(_gate);
    }

    /// <summary>Puts the region right. In <see cref="EnterAsync"/>.</summary>
    /// <param name="victim">Who has died.</param>
    /// <exception cref="TimeoutException">An island of the host does not come to a stop.</exception>
    public async Task<Healing> HealAsync(GuestMember victim)
    {
        var gone = new List<GuestMember> { victim };
        while (true)
        {
            BackToBackPipe[] pipes = [.. wiring.Pipes.Values.Where(pipe => pipe.Region == region)];
            BackToBackRing[] rings = [.. pipes.SelectMany(pipe => pipe.Rings)];
            Array.ForEach(rings, ring => ring.IsHeld = true);
            long start = Stopwatch.GetTimestamp();
            foreach (GuestPort port in gone.SelectMany(PortsOf))
            {
                port.Device.Abandon();
            }

            GuestMember[] survivors = [.. members.Where(member => member is { Session: not null, IsAttached: true } && !gone.Contains(member))];
            List<GuestMember> failed = await StopRingsAsync(rings, survivors).ConfigureAwait(false);
            ulong reclaimed = failed.Count > 0 ? 0 : await ReconcileAsync(gone, survivors, failed).ConfigureAwait(false);
            if (failed.Count == 0)
            {
                foreach (BackToBackRing ring in rings)
                {
                    ring.IsHeld = false;
                    ring.Poll();
                }

                return new Healing(survivors.Length + holders.Count == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(start), reclaimed);
            }

            // Whoever does not stand still when others have to may not go on: he dies too, and has his own healing afterwards.
            foreach (GuestMember member in failed)
            {
                member.Session?.Kill("it did not stand still while buffers were counted");
            }

            gone.AddRange(failed);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private IEnumerable<GuestPort> PortsOf(GuestMember member) => member.Ports.Where(port => port.Device.Region == region);

    /// <summary>Waits until nobody touches the slots of the rings that the dead one left.</summary>
    /// <returns>Survivors that did not answer.</returns>
    private async Task<List<GuestMember>> StopRingsAsync(BackToBackRing[] rings, GuestMember[] survivors)
    {
        long start = Stopwatch.GetTimestamp();
        while (rings.Any(ring => ring is { IsFrozen: true, IsQuiet: false }))
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                int[] links =
                    [.. wiring.Pipes.Where(pipe => pipe.Value.Rings.Any(ring => ring is { IsFrozen: true, IsQuiet: false })).Select(pipe => pipe.Key)];
                return [.. survivors.Where(member => member.Document.Ports.Any(port => port.Link is { } link && links.Contains(link.Index)))];
            }

            await Task.Delay(1).ConfigureAwait(false);
            Array.ForEach(rings, ring => ring.Poll());
        }

        return [];
    }

    private async Task<ulong> ReconcileAsync(List<GuestMember> gone, GuestMember[] survivors, List<GuestMember> failed)
    {
        using var patience = new CancellationTokenSource(Patience);
        Task<ReadOnlyMemory<ulong>>[] holds = [.. survivors.Select(member => member.Session!.HoldAsync(region, LongestHold, patience.Token))];
        await Task.WhenAll(holds).ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
        failed.AddRange(survivors.Where((_, i) => !holds[i].IsCompletedSuccessfully));
        ulong reclaimed = failed.Count > 0 ? 0 : Reconcile(survivors, [.. holds.Select(hold => hold.Result)], gone);
        await Task.WhenAll(survivors.Where((_, i) => holds[i].IsCompletedSuccessfully).Select(ReleaseAsync)).ConfigureAwait(false);
        return reclaimed;
    }

    private ulong Reconcile(GuestMember[] survivors, ReadOnlyMemory<ulong>[] bitmaps, List<GuestMember> gone)
    {
        using IslandHold hold = IslandHold.Begin(holders, LongestHold);
        SurvivorReport[] reports =
        [
            .. survivors.Select((member, i) => new SurvivorReport(bitmaps[i], (uint)PortsOf(member).Sum(port => port.Device.Configuration.ExtraCount))),
            new SurvivorReport(OwnBuffers(), uint.MaxValue),
        ];
        Reconciliation found = RegionReconciler.Apply(region, wiring.RunsIn(region), reports);
        for (int i = 0; i < survivors.Length; i++)
        {
            if (found.Revoked[i].Length > 0)
            {
                survivors[i].Session?.Kill("it claimed buffers that it was never given");
            }
        }

        foreach (GuestPort port in gone.SelectMany(PortsOf))
        {
            port.Replenish(wiring.LentWith(port));
        }

        return found.Returned;
    }

    /// <summary>What this process itself has outside of rings: bursts of the host's segment, and what devices keep for guests that are not there.</summary>
    private ulong[] OwnBuffers()
    {
        ulong[] bitmap = new ulong[(region.BufferCount + 63) / 64];
        segment().MarkHeld(region, bitmap);
        foreach (GuestPort port in members.SelectMany(PortsOf))
        {
            port.Device.VisitLent(Mark);
        }

        return bitmap;

        void Mark(uint index)
        {
            if (region.IsUsableBuffer(index))
            {
                bitmap[index / 64] |= 1UL << (int)(index % 64);
            }
        }
    }

    private async Task ReleaseAsync(GuestMember member)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            await member.Session!.ReleaseAsync(region, patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // it goes on by itself; if it has died, its own healing is next
        }
    }

    private sealed class Stay(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
