using System.Runtime.CompilerServices;
using NfvRuntime.Counters;

namespace NfvRuntime.Host;

/// <summary>What one ring counts, in cells of the host's counter table. Written by the thread that syncs the ring, readable by any.</summary>
public sealed class RingCounters
{
    private static readonly CounterSpec[] Cells =
    [
        Catalogue.RingSyncs, Catalogue.RingSlots, Catalogue.RingKicksSent, Catalogue.RingKicksSuppressed,
        Catalogue.RingFaults, Catalogue.RingResets, .. BatchSizes.Cells,
    ];

    private readonly CounterTable _table;
    private readonly Counter _syncs;
    private readonly Counter _slots;
    private readonly Counter _kicksSent;
    private readonly Counter _kicksSuppressed;
    private readonly Counter _faults;
    private readonly Counter _resets;
    private readonly Counter[] _batches;
    private CounterBlock? _block;

    internal RingCounters(NetmapHost host, Kring kring)
    {
        _table = host.Counters;
        _block = host.AddRingCounters(kring.Port.Label, kring.Number, kring.IsTx, Cells);
        _syncs = _block[0];
        _slots = _block[1];
        _kicksSent = _block[2];
        _kicksSuppressed = _block[3];
        _faults = _block[4];
        _resets = _block[5];
        _batches = [.. Enumerable.Range(6, BatchSizes.Cells.Count).Select(cell => _block[cell])];
    }

    /// <summary>Syncs done.</summary>
    public ulong Syncs => Read(_syncs);

    /// <summary>Slots consumed (tx) or taken back (rx) by the port.</summary>
    public ulong Slots => Read(_slots);

    /// <summary>Kicks sent to the other side.</summary>
    public ulong KicksSent => Read(_kicksSent);

    /// <summary>Times something was published and the other side had not asked to be kicked.</summary>
    public ulong KicksSuppressed => Read(_kicksSuppressed);

    /// <summary>Times the ring held something impossible.</summary>
    public ulong Faults => Read(_faults);

    /// <summary>Resets, for a fault or on demand.</summary>
    public ulong Resets => Read(_resets);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CountSync(uint slots)
    {
        _syncs.Add(1);
        if (slots > 0)
        {
            _slots.Add(slots);
            _batches[BatchSizes.Bucket(slots)].Add(1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CountKick(bool sent) => (sent ? _kicksSent : _kicksSuppressed).Add(1);

    internal void CountFault() => _faults.Add(1);

    internal void CountReset() => _resets.Add(1);

    /// <summary>Gives the cells back; all figures read 0 from now on.</summary>
    internal void Remove()
    {
        if (Interlocked.Exchange(ref _block, null) is { } block)
        {
            _table.RemoveBlock(block);
        }
    }

    private ulong Read(Counter cell) => Volatile.Read(ref _block) is null ? 0 : cell.Value;
}
