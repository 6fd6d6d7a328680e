using NfvRuntime.Counters;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>
/// The cells of one ring's actor. Receive ring: packets = sent over its edge + dropped. Transmit ring: received over its edges = packets +
/// dropped + held. Syncs, slots, kicks and faults are counted by the host (<see cref="Host.RingCounters"/>). One writer: the ring's island.
/// </summary>
public sealed class RingBooks
{
    private readonly CounterTable _table;
    private readonly KeyValuePair<string, string>[] _labels;
    private readonly Dictionary<DropReason, Counter> _dropped = [];

    /// <summary>Makes the cells.</summary>
    /// <param name="table">Where they live.</param>
    /// <param name="chain">Name of the chain.</param>
    /// <param name="port">Name of the port in the chain file.</param>
    /// <param name="ring">Number of the ring in its port and direction.</param>
    /// <param name="isTx">Direction.</param>
    public RingBooks(CounterTable table, string chain, string port, int ring, bool isTx)
    {
        _table = table;
        string direction = isTx ? LabelKeys.Transmit : LabelKeys.Receive;
        _labels = [new(LabelKeys.Chain, chain), new(LabelKeys.Port, port), new(LabelKeys.Direction, direction), new(LabelKeys.Ring, $"{ring}")];
        CounterBlock block = table.AddBlock(
            _labels,
            Catalogue.RingPackets, Catalogue.RingBytes, Catalogue.RingOccupancy, Catalogue.RingBlocked, Catalogue.RingDown);
        Packets = block[0];
        Bytes = block[1];
        Occupancy = block[2];
        Blocked = new HoldingTime(block[3]);
        OutOfService = block[4];
    }

    /// <summary>Packets that went through the ring.</summary>
    public Counter Packets { get; }

    /// <summary>Packets counted in <see cref="Packets"/> that a reset took out of the ring before the host had finished with them.</summary>
    public ulong Recalled { get; private set; }

    /// <summary>Their bytes.</summary>
    public Counter Bytes { get; }

    /// <summary>Slots that hold packets, as last published by the ring's island.</summary>
    internal Counter Occupancy { get; }

    /// <summary>Time for which packets waited at the ring.</summary>
    internal HoldingTime Blocked { get; }

    /// <summary>1 while the ring is out of service.</summary>
    internal Counter OutOfService { get; }

    /// <summary>Packets dropped by the ring's actor, by reason.</summary>
    public IReadOnlyDictionary<DropReason, Counter> Dropped => _dropped;

    /// <summary>Packets dropped for any reason.</summary>
    public ulong DroppedTotal => _dropped.Values.Aggregate(0UL, (sum, cell) => sum + cell.Value);

    /// <summary>More cells of the ring.</summary>
    internal CounterBlock AddCells(params CounterSpec[] cells) => _table.AddBlock(_labels, cells);

    /// <summary>States whether packets wait at the ring.</summary>
    internal void Block(bool waiting)
    {
        if (waiting != Blocked.Holds)
        {
            SetBlocked(waiting);
        }
    }

    /// <summary>Packets that were handed over are lost after all.</summary>
    /// <param name="packets">How many; of those not yet recalled.</param>
    internal void Recall(long packets)
    {
        packets = Math.Min(packets, (long)(Packets.Value - Recalled));
        Recalled += (ulong)packets;
        Drop(DropReasons.RingReset, packets);
    }

    private void SetBlocked(bool waiting)
    {
        if (waiting)
        {
            Blocked.Begin();
        }
        else
        {
            Blocked.End();
        }
    }

    /// <summary>Counts drops; the first under a reason makes its cell.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="packets">How many.</param>
    internal void Drop(DropReason reason, long packets)
    {
        if (packets == 0)
        {
            return;
        }

        if (!_dropped.TryGetValue(reason, out Counter cell))
        {
            cell = _table.AddBlock(_labels, new CounterSpec(Catalogue.PortDropped, (LabelKeys.Reason, reason.Name)))[0];
            _dropped.Add(reason, cell);
        }

        cell.Add((ulong)packets);
    }
}
