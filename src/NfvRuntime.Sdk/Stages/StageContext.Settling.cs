using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Sdk;

/// <content>How bursts are settled: every packet that arrived is sent, consumed, dropped or held, whatever the stage did.</content>
public sealed unsafe partial class StageContext
{
    /// <summary>The shortest time until a waiting packet may be dropped; null if none waits on such an edge.</summary>
    internal TimeSpan? RetryAfter { get; private set; }

    /// <summary>When the stage will look again at packets that wait, as a Stopwatch timestamp; 0 if no timer runs.</summary>
    internal long RetryAt { get; set; }

    /// <summary>Binds the context to its actor; one that was out of service is in service again.</summary>
    internal void Attach(IActorRef self, Island island)
    {
        Self = self;
        Closed = false;
        foreach (Edge edge in Outputs)
        {
            if (edge != Edge.End)
            {
                edge.Attach(self, island, Counters.Sent);
            }
        }
    }

    /// <summary>A burst has arrived; true if the stage may work on it now, false if it waits behind others.</summary>
    internal bool Admit(Burst burst)
    {
        Counters.Bursts.Add(1);
        Counters.Received.Add((ulong)burst.PacketCount);
        Counters.Bytes.Add((ulong)burst.Bytes);
        Edge edge = burst.Edge!;
        if (edge.Waiting.IsEmpty)
        {
            return true;
        }

        edge.Waiting.Enqueue(burst);
        return false;
    }

    internal void Refuse(Burst burst)
    {
        Counters.Bursts.Add(1);
        Counters.Received.Add((ulong)burst.PacketCount);
        Counters.Bytes.Add((ulong)burst.Bytes);
        DropRest(burst, _stageStopped);
    }

    /// <summary>The stage threw: its burst is lost, stated, and home.</summary>
    internal void DropFaulted(Burst burst)
    {
        int left = burst.UnsettledPackets - (burst.SplitBegun ? 0 : burst.CountHeld());
        Count(_stageFault, left);
        burst.GoHome();
    }

    /// <summary>Packets that a fallen instance held go with it.</summary>
    internal void DropHeld() => Held?.DropAll(_stageFault);

    /// <summary>Carries out the verdicts.</summary>
    /// <returns>False if an edge had no room and the burst now waits at its edge's head.</returns>
    internal bool Emit(Burst burst)
    {
        int count = burst.Count;
        if (count == 0)
        {
            burst.GoHome();
            return true;
        }

        if (burst.HasFragments)
        {
            SpreadVerdicts(burst);
        }

        byte first = burst.Verdicts[0];
        if (!AllEqual(burst.Verdicts, count, first))
        {
            return Split(burst, ChooseKeeper(burst));
        }

        if (first >= Verdict.MaxGates)
        {
            Count(new Verdict(first), burst.PacketCount);
            burst.GoHome();
            return true;
        }

        Edge? edge = EdgeOf(burst, first);
        if (edge is null || edge == Edge.End)
        {
            Count(edge is null ? _unconnected[first] : _pathDrop, burst.PacketCount);
            burst.GoHome();
            return true;
        }

        if (edge.OwnBurstsOnly)
        {
            return Split(burst, keeper: -1);
        }

        edge.Send(burst);
        return true;
    }

    /// <summary>Goes on with a split that had to wait.</summary>
    /// <returns>False if it has to wait again.</returns>
    internal bool ContinueSplit(Burst burst)
    {
        for (int i = burst.Resume; i < burst.Count;)
        {
            int end = burst.NextPacket(i);
            byte code = burst.Verdicts[i];
            if (code == burst.Keeper)
            {
                KeepEntries(burst, i, end);
            }
            else if (code >= Verdict.MaxGates)
            {
                Count(new Verdict(code), 1);
            }
            else if (!TrySplitOff(burst, i, end, code))
            {
                burst.Resume = i;
                burst.Edge!.Waiting.Push(burst);
                return false;
            }

            i = end;
            burst.Resume = i;
        }

        FinishSplit(burst);
        return true;
    }

    /// <summary>Copies the packet that begins at an entry to a gate. The original is not touched, whatever happens.</summary>
    /// <param name="burst">The burst of the packet, in <c>OnBurst</c>.</param>
    /// <param name="i">The packet's first entry.</param>
    /// <param name="gate">The output gate for the copy.</param>
    /// <returns>False if the edge had no buffer in reserve: the copy was dropped under <see cref="DropReasons.NoReserve"/>.</returns>
    public bool TryCopy(Burst burst, int i, Verdict gate)
    {
        Edge? edge = EdgeOf(burst, gate.Code);
        Counters.Created.Add(1);
        if (edge is null || edge == Edge.End)
        {
            Count(edge is null ? _unconnected[gate.Code] : _pathDrop, 1);
            return false;
        }

        int end = burst.NextPacket(i);
        Burst? room = edge.Room(end - i);
        if (room is null || !BurstTransfer.Fits(burst, i, end, room))
        {
            Count(room is null ? _noReserve : _tooLong, 1);
            return false;
        }

        for (; i < end; i++)
        {
            BurstTransfer.Copy(burst, i, room);
        }

        return true;
    }

    /// <summary>Makes a packet and sends it to a gate.</summary>
    /// <param name="origin">The burst of the packet that gave cause, in <c>OnBurst</c>: the new packet goes along its path.</param>
    /// <param name="frame">The frame; copied.</param>
    /// <param name="gate">The output gate.</param>
    /// <returns>False if the edge had no buffer in reserve, or the frame fits none: it was dropped and counted.</returns>
    public bool TryMake(Burst origin, ReadOnlySpan<byte> frame, Verdict gate)
    {
        Edge? edge = EdgeOf(origin, gate.Code);
        Counters.Created.Add(1);
        if (edge is null || edge == Edge.End)
        {
            Count(edge is null ? _unconnected[gate.Code] : _pathDrop, 1);
            return false;
        }

        Burst? room = edge.Room(1);
        if (room is null || !room.TryAppend(frame))
        {
            Count(room is null ? _noReserve : _tooLong, 1);
            return false;
        }

        if (room.Count == 1)
        {
            room.Timestamp = origin.Timestamp;
        }

        return true;
    }

    /// <summary>Moves a held entry to the edge of a gate; used by <see cref="HeldPackets"/>.</summary>
    internal Edge? EdgeFor(int path, Verdict gate, out Verdict lost)
    {
        Edge? edge = _edges[(path * _gates.Count) + gate.Code];
        lost = edge is null ? _unconnected[gate.Code] : _pathDrop;
        return edge == Edge.End ? null : edge;
    }

    /// <summary>True if a packet of so many entries can never be gathered for an edge.</summary>
    internal bool IsOverlong(Edge edge, int entries)
    {
        if (entries <= edge.Capacity)
        {
            return false;
        }

        Count(_tooManyFragments, 1);
        return true;
    }

    internal void Count(Verdict verdict, long packets)
    {
        if (verdict.Code == Verdict.ConsumedCode)
        {
            Counters.Consumed.Add((ulong)packets);
        }
        else if (verdict.Code != Verdict.HeldCode)
        {
            _dropCells[verdict.Code - Verdict.FirstDrop].Add((ulong)packets);
        }
    }

    private static void KeepEntries(Burst burst, int from, int to)
    {
        for (; from < to; from++)
        {
            if (burst.Kept != from)
            {
                BurstTransfer.SwapWithin(burst, burst.Kept, from);
            }

            burst.Kept++;
        }
    }

    private bool TrySplitOff(Burst burst, int from, int to, byte gate)
    {
        Edge? edge = EdgeOf(burst, gate);
        if (edge is null || edge == Edge.End)
        {
            Count(edge is null ? _unconnected[gate] : _pathDrop, 1);
            return true;
        }

        if (IsOverlong(edge, to - from))
        {
            return true;
        }

        Burst? room = edge.Room(to - from);
        if (room is null)
        {
            if (edge.MustWait(out TimeSpan wait))
            {
                RetryAfter = edge.Policy.Drop ? wait : null;
                return false;
            }

            Count(_edgeFull, 1);
            return true;
        }

        if (!BurstTransfer.Fits(burst, from, to, room))
        {
            Count(_tooLong, 1);
            return true;
        }

        for (; from < to; from++)
        {
            BurstTransfer.Move(burst, from, room);
        }

        return true;
    }

    private bool Split(Burst burst, int keeper)
    {
        burst.Keeper = keeper;
        burst.SplitBegun = true;
        return ContinueSplit(burst);
    }

    private void FinishSplit(Burst burst)
    {
        int kept = burst.Kept;
        if (kept == 0)
        {
            burst.GoHome();
            return;
        }

        Edge edge = EdgeOf(burst, (byte)burst.Keeper)!;
        burst.Count = kept;
        burst.Resume = burst.Kept = 0;
        burst.Keeper = -1;
        burst.SplitBegun = false;
        burst.CountBytes();
        edge.Send(burst);
    }

    private void DropRest(Burst burst, Verdict reason)
    {
        Count(reason, burst.UnsettledPackets);
        burst.GoHome();
    }

    /// <summary>The connected gate with most entries keeps the burst, unless its edge takes no burst but its own; -1 if there is none.</summary>
    private int ChooseKeeper(Burst burst)
    {
        Span<short> histogram = stackalloc short[Verdict.MaxGates];
        histogram.Clear();
        for (int i = 0; i < burst.Count; i++)
        {
            byte code = burst.Verdicts[i];
            if (code < Verdict.MaxGates)
            {
                histogram[code]++;
            }
        }

        int keeper = -1;
        for (int gate = 0; gate < _gates.Count; gate++)
        {
            if (histogram[gate] > 0 && (keeper < 0 || histogram[gate] > histogram[keeper])
                && EdgeOf(burst, (byte)gate) is { OwnBurstsOnly: false } edge && edge != Edge.End)
            {
                keeper = gate;
            }
        }

        return keeper;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Edge? EdgeOf(Burst burst, byte gate) => gate < _unconnected.Length
        ? _edges[(burst.Edge!.Path * _unconnected.Length) + gate]
        : throw new InvalidOperationException($"Stage '{Name}' has no output gate {gate}: the verdict is another stage's.");

    /// <summary>A packet of several entries has one verdict: that of its first entry.</summary>
    private static void SpreadVerdicts(Burst burst)
    {
        for (int i = 1; i < burst.Count; i++)
        {
            if (burst.Descriptors[i - 1].MoreFrag)
            {
                burst.Verdicts[i] = burst.Verdicts[i - 1];
            }
        }
    }

    private static bool AllEqual(byte* verdicts, int count, byte value)
    {
        Vector256<byte> wanted = Vector256.Create(value);
        int i = 0;
        for (; i + 32 <= count; i += 32)
        {
            if (Vector256.Load(verdicts + i) != wanted)
            {
                return false;
            }
        }

        for (; i < count; i++)
        {
            if (verdicts[i] != value)
            {
                return false;
            }
        }

        return true;
    }
}
