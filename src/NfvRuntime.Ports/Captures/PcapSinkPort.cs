using System.Diagnostics;
using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;

namespace NfvRuntime.Ports;

/// <summary>
/// Writes what its one tx ring is given to a pcap file; a chain of slots becomes one packet. Every packet of a sync carries the same time:
/// that of the sync, from the system's clock (steps of 100 ns). The file is written a megabyte at a time, by a sync that finds nothing new a
/// tenth of a second after the last write, and at the end.
/// </summary>
/// <remarks>
/// When the file takes no more, packets are still consumed, and counted as dropped (<c>write-error</c>), so that the chain goes on. A slow
/// disk blocks the thread that syncs the ring.
/// </remarks>
public sealed unsafe class PcapSinkPort : HostPort, ICapturePort
{
    private static readonly long FlushTicks = Stopwatch.Frequency / 10;

    private readonly CaptureWriter _writer;
    private readonly CounterTable _table;
    private readonly CounterBlock _block;
    private readonly Counter _dropped;
    private readonly PacketGather _gather = new();
    private long _lastFlush = Stopwatch.GetTimestamp();
    private string? _problem;
    private ulong _refused;
    private bool _closed;

    internal PcapSinkPort(CaptureWriter writer, string path, PortContext context)
        : base(context.Name, context.Options.Region ?? context.Host.Region, context.Options)
    {
        Path = path;
        _writer = writer;
        _table = context.Host.Counters;
        try
        {
            _block = context.Host.AddRingCounters(
                context.Name,
                AddTxRing().Number,
                isTx: true,
                new CounterSpec(Catalogue.PortDropped, (LabelKeys.Reason, "write-error")));
        }
        catch
        {
            writer.Dispose();
            throw;
        }

        _dropped = _block[0];
    }

    /// <inheritdoc/>
    public string Path { get; }

    /// <summary>Packets written, or waiting to be. For the thread that syncs the ring, and for any after that.</summary>
    public long Written => _writer.Count;

    /// <summary>Packets that the file did not take. For the thread that syncs the ring, and for any after that.</summary>
    public ulong Dropped => _refused + (ulong)_writer.LostPackets;

    /// <inheritdoc/>
    public override string? Problem => Volatile.Read(ref _problem);

    /// <inheritdoc/>
    protected override void TxSync(Kring kring, SyncFlags flags)
    {
        if (kring.Pending != 0)
        {
            WritePending(kring);
        }
        else if (_writer.BufferedPackets > 0 && Stopwatch.GetTimestamp() - _lastFlush > FlushTicks)
        {
            Flush();
        }

        kring.HwTail = RingIndex.Previous(kring.HwCur, kring.NumSlots);
    }

    /// <inheritdoc/>
    protected override void RxSync(Kring kring, SyncFlags flags)
    {
    }

    /// <summary>A sync always makes room, whatever the file says.</summary>
    protected override bool HasWork(Kring kring) => kring.Pending != 0;

    /// <summary>Nothing kicks: there is always room.</summary>
    protected override int WakeDescriptor(Kring kring) => -1;

    /// <inheritdoc/>
    protected override void OnClosed()
    {
        if (!_closed)
        {
            _closed = true;
            Flush();
            _writer.Dispose();
            _table.RemoveBlock(_block);
        }
    }

    private void WritePending(Kring kring)
    {
        var now = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
        while (_gather.Next(kring))
        {
            Write(now);
            kring.HwCur = _gather.End;
        }
    }

    private void Write(long now)
    {
        if (_problem is null)
        {
            try
            {
                _writer.Begin(now, _gather.Length);
                for (var i = 0; i < _gather.Count; i++)
                {
                    _writer.Append(_gather[i]);
                }

                return;
            }
            catch (IOException e)
            {
                Fail(e);
            }
        }

        _refused++;
        _dropped.Add(1);
    }

    private void Flush()
    {
        _lastFlush = Stopwatch.GetTimestamp();
        if (_problem is not null)
        {
            return;
        }

        try
        {
            _writer.Flush();
        }
        catch (IOException e)
        {
            Fail(e);
        }
    }

    private void Fail(IOException fault)
    {
        Volatile.Write(ref _problem, $"{Path}: {fault.Message}; the file ends after {_writer.Count} packets, later ones were dropped");
        _dropped.Add((ulong)_writer.LostPackets);
    }
}
