using NfvRuntime.Actors.Islands;
using NfvRuntime.Counters;

namespace NfvRuntime.Sdk;

/// <summary>
/// One hop of one path: from a ring or a stage's output gate to the next stage or ring. A whole burst passes through at once; packets
/// split off a burst gather in the edge's accumulator bursts, which are sent when full or at the end of the island's turn. Order is
/// kept, since an accumulator always leaves before a later burst does.
/// </summary>
/// <remarks>Sending happens on the island of the edge's origin.</remarks>
public sealed class Edge : ITurnEnd
{
    private readonly BurstPool? _reserve;
    private readonly Counter _packets;
    private readonly Counter _bytes;
    private readonly Counter _bursts;
    private Burst? _accumulator;
    private IActorRef _owner = ActorRefs.Nobody;
    private Counter _sent;
    private bool _countsTwice;
    private bool _flushAsked;
    private long _fullSince;

    /// <summary>Makes an edge.</summary>
    /// <param name="name">How users see it, <c>fw[denied]->audit</c>.</param>
    /// <param name="path">Number of the path that the packets are on behind this edge.</param>
    /// <param name="inputGate">Input gate of the target.</param>
    /// <param name="policy">What to do when the quota is used up.</param>
    /// <param name="reserve">The quota: accumulators for splits, copies and made packets; null where only whole bursts are sent.</param>
    /// <param name="counters">Cells for packets, bytes, bursts, bursts in use and blocked time, in this order.</param>
    public Edge(string name, int path, int inputGate, EdgePolicy policy, BurstPool? reserve, CounterBlock counters)
    {
        Name = name;
        Path = path;
        InputGate = inputGate;
        Policy = policy;
        _reserve = reserve;
        _packets = counters[0];
        _bytes = counters[1];
        _bursts = counters[2];
        Occupancy = counters[3];
        Blocked = new HoldingTime(counters[4]);
    }

    private Edge(string name)
    {
        Name = name;
        Blocked = new HoldingTime(default);
    }

    /// <summary>How users see it.</summary>
    public string Name { get; }

    /// <summary>Number of the path that the packets are on behind this edge.</summary>
    public int Path { get; }

    /// <summary>Input gate of the target.</summary>
    public int InputGate { get; }

    /// <summary>What happens when the quota is used up.</summary>
    public EdgePolicy Policy { get; }

    /// <summary>The end of a path in drop: packets sent there are dropped by the stage under <see cref="DropReasons.PathDrop"/>.</summary>
    public static Edge End { get; } = new("drop");

    /// <summary>The stage or ring that gets the bursts. Set before the first packet.</summary>
    public IActorRef Target { get; set; } = ActorRefs.Nobody;

    /// <summary>Entries that an accumulator holds at most; 0 where only whole bursts are sent.</summary>
    internal int Capacity => _reserve?.Bursts[0].Capacity ?? 0;

    /// <summary>
    /// True if packets leave in the edge's own bursts only. Where a full edge drops, nobody else's credits may get stuck behind it.
    /// </summary>
    internal bool OwnBurstsOnly => Policy.Drop;

    /// <summary>Packets sent so far.</summary>
    public ulong Packets => _packets.Value;

    /// <summary>Bytes sent so far.</summary>
    public ulong Bytes => _bytes.Value;

    /// <summary>Bursts sent so far.</summary>
    public ulong Bursts => _bursts.Value;

    /// <summary>Bursts in use, as last published by the edge's island.</summary>
    internal Counter Occupancy { get; }

    /// <summary>Time for which packets waited because the quota was used up.</summary>
    internal HoldingTime Blocked { get; }

    /// <summary>Samples how long bursts are under way that arrive at a transmit ring over this edge.</summary>
    internal LatencyMeter Latency { get; set; } = LatencyMeter.Off;

    /// <summary>The quota of an edge that leaves a stage; null where only whole bursts are sent.</summary>
    internal BurstPool? Reserve => _reserve;

    /// <summary>Bursts that arrived and wait at the target, because an earlier one is held up there.</summary>
    internal BurstQueue Waiting;

    /// <summary>Packets that wait in the accumulator for the end of the turn.</summary>
    internal long Accumulated => _accumulator?.PacketCount ?? 0;

    /// <summary>The stage behind the edge, if it is one.</summary>
    internal StageContext? TargetStage { get; set; }

    /// <summary>Names the actor that sends over the edge, which hears of returned credits, and the cell of packets it has sent.</summary>
    /// <param name="owner">The sending actor.</param>
    /// <param name="island">Its island.</param>
    /// <param name="sent">Its cell; null where the edge's own cell says the same.</param>
    public void Attach(IActorRef owner, Island island, Counter? sent = null)
    {
        _owner = owner;
        _sent = sent ?? _packets;
        _countsTwice = sent is not null;
        if (_reserve is not null)
        {
            _reserve.Owner = owner;
            _reserve.Island = island;
        }
    }

    /// <summary>Sends a whole burst; what was accumulated before goes first.</summary>
    public void Send(Burst burst)
    {
        if (_accumulator is not null)
        {
            Flush();
        }

        Deliver(burst);
    }

    /// <summary>The accumulator with room for some more entries; null if the quota is used up.</summary>
    internal Burst? Room(int entries)
    {
        if (_accumulator is { } current)
        {
            if (BurstTransfer.HasRoom(current, entries))
            {
                return current;
            }

            Flush();
        }

        Burst? fresh = entries > Capacity ? null : _reserve!.Take();
        if (fresh is null)
        {
            return null;
        }

        _fullSince = 0;
        Blocked.End();
        _accumulator = fresh;
        if (!_flushAsked)
        {
            _flushAsked = true;
            Island.Current!.AtTurnEnd(this, _owner);
        }

        return fresh;
    }

    /// <summary>Decides, for a packet that found no room, between waiting and dropping.</summary>
    /// <param name="wait">How long from now until the packet may be dropped; meaningless for a waiting edge.</param>
    /// <returns>True to wait.</returns>
    internal bool MustWait(out TimeSpan wait)
    {
        wait = TimeSpan.Zero;
        if (!Policy.Drop)
        {
            Blocked.Begin();
            AskForCredit();
            return true;
        }

        if (Policy.After == TimeSpan.Zero)
        {
            return false;
        }

        long now = System.Diagnostics.Stopwatch.GetTimestamp();
        if (_fullSince == 0)
        {
            _fullSince = now;
        }

        wait = Policy.After - System.Diagnostics.Stopwatch.GetElapsedTime(_fullSince, now);
        if (wait <= TimeSpan.Zero)
        {
            Blocked.End();
            return false;
        }

        Blocked.Begin();
        AskForCredit();
        return true;
    }

    void ITurnEnd.OnTurnEnd()
    {
        _flushAsked = false;
        if (_accumulator is not null)
        {
            Flush();
        }
    }

    /// <summary>Drops what is in the accumulator; for a stage that stops.</summary>
    /// <returns>Packets dropped.</returns>
    internal long Discard()
    {
        Burst? left = _accumulator;
        _accumulator = null;
        Blocked.End();
        _flushAsked = false; // the call at the turn's end does not come to a stage that has stopped
        long packets = left?.PacketCount ?? 0;
        left?.GoHome();
        return packets;
    }

    private void AskForCredit()
    {
        if (_reserve is not null)
        {
            _reserve.Wanted = true;
        }
    }

    private void Flush()
    {
        Burst burst = _accumulator!;
        _accumulator = null;
        if (burst.Count == 0)
        {
            burst.GoHome();
            return;
        }

        burst.CountBytes();
        Deliver(burst);
    }

    private void Deliver(Burst burst)
    {
        ulong packets = (ulong)burst.PacketCount;
        burst.Edge = this;
        _packets.Add(packets);
        _bytes.Add((ulong)burst.Bytes);
        if (_countsTwice)
        {
            _sent.Add(packets);
        }

        _bursts.Add(1);
        if (TargetStage is { Closed: true } closed)
        {
            closed.Refuse(burst);
            return;
        }

        Target.Tell(burst, ActorRefs.NoSender);
    }
}
