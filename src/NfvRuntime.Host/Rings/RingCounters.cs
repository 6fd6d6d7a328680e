using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NfvRuntime.Host;

/// <summary>What one ring counts. Written by the thread that syncs the ring, readable by any.</summary>
public sealed class RingCounters
{
    private Cells _cells;

    /// <summary>Syncs done.</summary>
    public ulong Syncs => Volatile.Read(ref _cells.Syncs);

    /// <summary>Slots consumed (tx) or taken back (rx) by the port.</summary>
    public ulong Slots => Volatile.Read(ref _cells.Slots);

    /// <summary>Kicks sent to the other side.</summary>
    public ulong KicksSent => Volatile.Read(ref _cells.KicksSent);

    /// <summary>Times something was published and the other side had not asked to be kicked.</summary>
    public ulong KicksSuppressed => Volatile.Read(ref _cells.KicksSuppressed);

    /// <summary>Resets, whatever their reason.</summary>
    public ulong Faults => Volatile.Read(ref _cells.Faults);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CountSync(uint slots)
    {
        _cells.Syncs++;
        _cells.Slots += slots;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CountKick(bool sent)
    {
        if (sent)
        {
            _cells.KicksSent++;
        }
        else
        {
            _cells.KicksSuppressed++;
        }
    }

    internal void CountFault() => _cells.Faults++;

    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Cells
    {
        [FieldOffset(128)] public ulong Syncs;
        [FieldOffset(136)] public ulong Slots;
        [FieldOffset(144)] public ulong KicksSent;
        [FieldOffset(152)] public ulong KicksSuppressed;
        [FieldOffset(160)] public ulong Faults;
    }
}
