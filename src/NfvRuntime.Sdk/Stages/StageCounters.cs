using NfvRuntime.Counters;

namespace NfvRuntime.Sdk;

/// <summary>
/// The cells every stage has. At any time: received + created = sent + consumed + dropped (by reason) + held, all in packets.
/// </summary>
public sealed class StageCounters
{
    private readonly Func<CounterSpec[], CounterBlock> _add;
    private readonly Dictionary<DropReason, Counter> _dropped = [];

    /// <summary>Binds the cells.</summary>
    /// <param name="block">Received, sent, created, consumed, bursts, restarts, blocked, held, bytes: in this order.</param>
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

    /// <summary>Packets at the stage, as last published by its island.</summary>
    internal Counter Held { get; }

    /// <summary>Packets dropped, by reason.</summary>
    public IReadOnlyDictionary<DropReason, Counter> Dropped => _dropped;

    /// <summary>Packets dropped for any reason.</summary>
    public ulong DroppedTotal => _dropped.Values.Aggregate(0UL, (sum, cell) => sum + cell.Value);

    /// <summary>
    /// Makes cells for what only this kind of stage counts. They last as long as the counter table, so make them once and keep them with
    /// <see cref="StageContext.Keep"/>: an instance that is restarted then goes on counting where the last one stopped.
    /// </summary>
    /// <param name="cells">Their metrics, which must allow the labels chain and stage.</param>
    public CounterBlock Add(params CounterSpec[] cells) => _add(cells);

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
