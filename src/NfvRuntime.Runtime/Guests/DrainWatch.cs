using NfvRuntime.Counters;

namespace NfvRuntime.Runtime;

/// <summary>
/// Finds out when a chain with guests has run dry. No process sees all of it, so counters are looked at: all inputs have ended, nobody holds a
/// packet, and nothing has moved for several looks.
/// </summary>
internal sealed class DrainWatch(ChainRuntime runtime, ChainGuests guests)
{
    private const int QuietLooks = 3;
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(50);

    /// <summary>Completes when all inputs have ended and everything was settled; fails as the host's own segment does.</summary>
    public async Task WatchAsync(CancellationToken cancellation)
    {
        while (!runtime.Segment.InputsEnded.IsCompleted || !guests.HaveInputsEnded)
        {
            await Task.Delay(Period, cancellation).ConfigureAwait(false);
            if (runtime.Segment.Drained.IsFaulted)
            {
                await runtime.Segment.Drained.ConfigureAwait(false);
            }
        }

        await SettleAsync(cancellation).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
    }

    /// <summary>Nothing comes in any more: waits until all has left, or until it is enough.</summary>
    /// <returns>Whether all has left.</returns>
    public async Task<bool> SettleAsync(CancellationToken enough)
    {
        ulong before = ulong.MaxValue;
        int quiet = 0;
        while (quiet < QuietLooks && !enough.IsCancellationRequested)
        {
            ulong? moved = await LookAsync().ConfigureAwait(false);
            quiet = moved is { } now && now == before ? quiet + 1 : 0;
            before = moved ?? ulong.MaxValue;
            await Task.WhenAny(Task.Delay(Period, enough)).ConfigureAwait(false);
        }

        return quiet == QuietLooks;
    }

    /// <returns>How much has moved since the beginning; null while somebody holds packets, or is not there.</returns>
    private async Task<ulong?> LookAsync()
    {
        SegmentReport own = await runtime.SnapshotAsync().ConfigureAwait(false);
        ulong moved = own.Received + own.Sent, held = own.Held;
        foreach (GuestMember guest in guests.Members)
        {
            if (guest.Status.Phase != GuestPhase.Running)
            {
                return null;
            }

            foreach (CounterReading reading in guest.Totals.Read())
            {
                string metric = reading.Metric.Name;
                moved += metric == Catalogue.RingPackets.Name || metric == Catalogue.StageReceived.Name ? reading.Value : 0;
                bool isWaiting = metric == Catalogue.StageHeld.Name
                    || (metric == Catalogue.RingOccupancy.Name && reading.Label(LabelKeys.Direction) == LabelKeys.Receive);
                held += isWaiting ? reading.Value : 0;
            }
        }

        return held == 0 ? moved : null;
    }
}
