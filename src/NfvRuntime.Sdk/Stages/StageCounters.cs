using NfvRuntime.Counters;

namespace NfvRuntime.Sdk;

/// <summary>
/// The cells every stage has. At any time: received + created = sent + consumed + dropped (by reason) + held, all in packets.
/// </summary>
public sealed class StageCounters
{
    private readonly Func<CounterSpec[], CounterBlock> _add;
    private readonly Dictionary<DropReason, Counter> _dropped = [];
    private readonly Dictionary<string, CounterBlock> _added = new(StringComparer.Ordinal);
    private readonly List<(CounterSpec Spec, Counter Cell)> _own = [];

    /// <summary>Binds the cells.</summary>
    /// <param name="block">
    /// Received, sent, created, consumed, bursts, restarts, blocked, held, bytes, state discards, bypassed, down: in this order.
    /// </param>
    /// <param name="add">Makes further cells that carry the stage's labels: one for each drop reason, and those of its own kind.</param>
    public StageCounters(CounterBlock block, Func<CounterSpec[], CounterBlock> add)
    {
        Received = block[0];
        Sent = block[1];
        Created = block[2];
        Consumed = block[3];
        Bursts = block[4];
        Restarts = block[5];
        Blocked = block[6];
        Held = block[7];
        Bytes = block[8];
        StateDiscards = block[9];
        Bypassed = block[10];
        OutOfService = block[11];
        _add = add;
    }

    /// <summary>Packets that arrived.</summary>
    public Counter Received { get; }

    /// <summary>Bytes that arrived.</summary>
    public Counter Bytes { get; }

    /// <summary>Packets sent over an edge.</summary>
    public Counter Sent { get; }

    /// <summary>Packets made or copied by the stage.</summary>
    public Counter Created { get; }

    /// <summary>Packets that ended at the stage as its work is meant to end them.</summary>
    public Counter Consumed { get; }

    /// <summary>Bursts that arrived.</summary>
    public Counter Bursts { get; }

    /// <summary>Restarts of the stage's actor.</summary>
    public Counter Restarts { get; }

    /// <summary>Nanoseconds in which the stage was being restarted.</summary>
    public Counter Blocked { get; }

    /// <summary>Samples of how long the stage works on a burst.</summary>
    public LatencyMeter Latency { get; init; } = LatencyMeter.Off;

    /// <summary>Times the stage's kept state was discarded because it went on failing with it.</summary>
    public Counter StateDiscards { get; }

    /// <summary>Packets that bypassed the stage while it was out of service; they count as sent as well.</summary>
    public Counter Bypassed { get; }

    /// <summary>1 while the stage is out of service.</summary>
    internal Counter OutOfService { get; }

    /// <summary>Packets at the stage, as last published by its island.</summary>
    internal Counter Held { get; }

    /// <summary>Packets dropped, by reason.</summary>
    public IReadOnlyDictionary<DropReason, Counter> Dropped => _dropped;

    /// <summary>The cells of the stage's own, in the order of their making. On the stage's island, or when the stage has stopped.</summary>
    public IReadOnlyList<(CounterSpec Spec, Counter Cell)> Own => _own;

    /// <summary>Packets dropped for any reason.</summary>
    public ulong DroppedTotal => _dropped.Values.Aggregate(0UL, (sum, cell) => sum + cell.Value);

    /// <summary>
    /// Makes cells for what only this kind of stage counts. They last as long as the counter table: an instance that asks for the same cells
    /// again, after a restart, gets those of the last one and goes on counting where it stopped.
    /// </summary>
    /// <param name="cells">Their metrics, which must allow the labels chain and stage.</param>
    public CounterBlock Add(params CounterSpec[] cells)
    {
        string name = string.Join('\n', cells.Select(cell => $"{cell.Metric.Name} {string.Join(' ', cell.ExtraLabels)}"));
        if (!_added.TryGetValue(name, out CounterBlock? block))
        {
            block = _add(cells);
            _added.Add(name, block);
            _own.AddRange(cells.Select((cell, i) => (cell, block[i])));
        }

        return block;
    }

    internal Counter Of(DropReason reason)
    {
        if (!_dropped.TryGetValue(reason, out Counter cell))
        {
            cell = _add([new CounterSpec(Catalogue.StageDropped, (LabelKeys.Reason, reason.Name))])[0];
            _dropped.Add(reason, cell);
        }

        return cell;
    }
}
