using NfvRuntime.Counters;
using NfvRuntime.Netmap;

namespace NfvRuntime.Runtime;

/// <summary>One life of a guest. Any thread; every request may fail with an <see cref="IOException"/> because the guest is gone.</summary>
public interface IGuestSession : IAsyncDisposable
{
    /// <summary>The process that is the guest, on this machine.</summary>
    int ProcessId { get; }

    /// <summary>Whether the guest was found running: it has worked for an earlier host.</summary>
    bool IsAdopted { get; }

    /// <summary>
    /// Completes when the guest is gone, whatever it died of, and says what; never fails. A guest that falls silent or breaks rules is ended first.
    /// </summary>
    Task<string> Ended { get; }

    /// <summary>The guest's counters in its own memory, read without its help; null before <see cref="WorkAsync"/>.</summary>
    CounterTable? Counters { get; }

    /// <summary>Of a guest that was found: asks what an earlier host has given it.</summary>
    /// <param name="ports">The ports asked about; those that it has not are left out.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<IReadOnlyList<RecalledPort>> RecallAsync(IReadOnlyCollection<string> ports, CancellationToken cancellation);

    /// <summary>
    /// Of a guest that was found: takes all ports from it but some, and its segment, if that uses others than these. What is counted from here on
    /// is this host's.
    /// </summary>
    /// <param name="kept">The ports that stay.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task StripAsync(IReadOnlyCollection<string> kept, CancellationToken cancellation);

    /// <summary>What was counted before this host came; empty for a guest that it started.</summary>
    IReadOnlyList<CounterReading> CountedBefore { get; }

    /// <summary>Gives the guest what it lacks of its ports and its segment, and has the segment run. What is as it should be is not touched.</summary>
    /// <param name="work">What it should have and do.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="GuestRefusalException">The guest cannot do that; the message says why.</exception>
    Task WorkAsync(GuestWork work, CancellationToken cancellation);

    /// <summary>Has the guest leave a region alone for a while, and say which buffers it has outside of rings.</summary>
    /// <param name="region">The region.</param>
    /// <param name="most">After so long it goes on by itself.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>One bit a buffer, as in <see cref="SurvivorReport"/>.</returns>
    Task<ReadOnlyMemory<ulong>> HoldAsync(Region region, TimeSpan most, CancellationToken cancellation);

    /// <summary>Ends <see cref="HoldAsync"/>.</summary>
    Task ReleaseAsync(Region region, CancellationToken cancellation);

    /// <summary>Ends the segment's traffic: takes no more packets, and lets those on their way leave.</summary>
    /// <param name="drain">How long they may take.</param>
    Task StopAsync(TimeSpan drain);

    /// <summary>Has the guest give everything back and end; <see cref="Ended"/> completes.</summary>
    Task ShutdownAsync();

    /// <summary>Ends the guest at once; <see cref="Ended"/> completes.</summary>
    /// <param name="why">What <see cref="Ended"/> will say.</param>
    void Kill(string why);
}
