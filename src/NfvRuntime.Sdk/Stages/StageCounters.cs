using NfvRuntime.Counters;

namespace NfvRuntime.Sdk;

/// <summary>
/// The cells every stage has. At any time: received + created = sent + consumed + dropped (by reason) + held, all in packets.
/// </summary>
public sealed class StageCounters
{
    private readonly Func<DropReason, Counter> _forReason;
    private readonly Dictionary<DropReason, Counter> _dropped = [];

    /// <summary>Binds the cells.</summary>
    /// <param name="block">Received, sent, created, consumed, bursts, restarts: in this order.</param>
    /// <param name="forReason">Makes the drop cell of one reason; called once for each.</param>
    public StageCounters(CounterBlock block, Func<DropReason, Counter> forReason)
    {
        Received = block[0];
        Sent = block[1];
        Created = block[2];
        Consumed = block[3];
        Bursts = block[4];
        Restarts = block[5];
        _forReason = forReason;
    }

    /// <summary>Packets that arrived.</summary>
    public Counter Received { get; }

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

    /// <summary>Packets dropped, by reason.</summary>
    public IReadOnlyDictionary<DropReason, Counter> Dropped => _dropped;

    /// <summary>Packets dropped for any reason.</summary>
    public ulong DroppedTotal => _dropped.Values.Aggregate(0UL, (sum, cell) => sum + cell.Value);

    internal Counter Of(DropReason reason)
    {
        if (!_dropped.TryGetValue(reason, out Counter cell))
        {
            cell = _forReason(reason);
            _dropped.Add(reason, cell);
        }

        return cell;
    }
}
