using System.Diagnostics;
using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>What a transmit ring's actor works with and what outlives it: the ring, the bursts that wait for room, its books.</summary>
/// <param name="Driver">The ring.</param>
/// <param name="Books">Its cells.</param>
public sealed record TxRingState(RingDriver Driver, RingBooks Books) : ISupervisedRing
{
    private volatile ServiceStatus _status = ServiceStatus.InService;
    private int _slots;
    private long _packets;
    private long _bytes;
    private bool _sampling;

    internal BurstQueue Pending;

    /// <summary>What samples latency of the edges that lead here.</summary>
    internal List<LatencyMeter> Latencies { get; } = [];

    /// <summary>Whether the ring is in service. Any thread.</summary>
    public ServiceStatus Status => _status;

    /// <summary>True if slots were filled that the host does not know of yet.</summary>
    internal bool Unsynced => _slots != 0;

    /// <summary>Packets that wait for room in the ring, or in the ring for the next sync.</summary>
    public long PacketsHeld => Pending.CountPackets() + _packets;

    /// <summary>Packets in the ring that the host does not know of yet.</summary>
    internal long Unhanded => _packets;

    /// <summary>True if nothing waits and the host has everything.</summary>
    internal bool Drained => Pending.IsEmpty && _slots == 0;

    internal void Put(int slots, int packets, long bytes)
    {
        _slots += slots;
        _packets += packets;
        _bytes += bytes;
    }

    /// <summary>All of a burst is in the ring: it goes home, and if a sample of its latency is due, the next sync ends it.</summary>
    internal void Complete(Burst burst)
    {
        if (burst.Edge!.Latency.IsDue(burst.Timestamp))
        {
            burst.Edge.Latency.Begin(burst.Timestamp);
            _sampling = true;
        }

        burst.GoHome();
    }

    /// <summary>The host has taken what was put since the last sync.</summary>
    internal void HandOver()
    {
        Books.Packets.Add((ulong)_packets);
        Books.Bytes.Add((ulong)_bytes);
        _slots = 0;
        _packets = _bytes = 0;
        if (_sampling)
        {
            _sampling = false;
            long now = Stopwatch.GetTimestamp();
            foreach (LatencyMeter latency in Latencies)
            {
                latency.End(now);
            }
        }
    }

    /// <summary>
    /// The ring was reset: what stood between its new head and the old one is lost. That can be less than was put since the last sync, where
    /// the host had taken a part, or more, where it had not finished with what it was given before.
    /// </summary>
    /// <param name="head">The head before the reset.</param>
    internal void Lose(uint head) => Lose(RingContents.CountPackets(Driver, Driver.Head, RingIndex.Space(Driver.Head, head, Driver.NumSlots)));

    /// <summary>As <see cref="Lose(uint)"/>.</summary>
    /// <param name="lost">Packets that stood in the ring.</param>
    internal void Lose(long lost)
    {
        long unhanded = Math.Min(lost, _packets);
        Books.Drop(DropReasons.RingReset, unhanded);
        _packets -= unhanded;
        HandOver();
        Books.Recall(lost - unhanded);
    }

    /// <summary>The ring's actor has stopped and takes no more: what waits is dropped and the bursts go home.</summary>
    internal void DropPending()
    {
        DropWaiting(DropReasons.StageStopped);

        Books.Drop(DropReasons.RingReset, _packets);
        _slots = 0;
        _packets = _bytes = 0;
    }

    void ISupervisedRing.SetStatus(ServiceStatus status)
    {
        _status = status;
        Books.OutOfService.Set(status.IsOut ? 1UL : 0);
    }

    void ISupervisedRing.OnTakenOut() => DropWaiting(DropReasons.OutOfService);

    private void DropWaiting(DropReason reason)
    {
        while (Pending.Dequeue() is { } burst)
        {
            Books.Drop(reason, burst.UnsettledPackets);
            burst.GoHome();
        }
    }
}
