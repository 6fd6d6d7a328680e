using System.Runtime.InteropServices;

namespace NfvRuntime.Host;

/// <summary>What a switch dropped of the packets that one tx ring sent. Written by the thread that syncs the ring, readable by any.</summary>
/// <remarks>A broadcast that finds a full ring counts once for each such ring.</remarks>
public sealed class ValeDrops
{
    private Cells _cells;

    /// <summary>Packets dropped for a reason.</summary>
    public ulong this[ValeDropReason reason] => Volatile.Read(ref Cell(reason));

    /// <summary>Packets dropped.</summary>
    public ulong Total
    {
        get
        {
            ulong total = 0;
            for (ValeDropReason reason = 0; reason <= ValeDropReason.BadSlot; reason++)
            {
                total += this[reason];
            }

            return total;
        }
    }

    internal void Count(ValeDropReason reason, int packets)
    {
        ref ulong cell = ref Cell(reason);
        Volatile.Write(ref cell, cell + (ulong)packets);
    }

    private ref ulong Cell(ValeDropReason reason)
    {
        switch (reason)
        {
            case ValeDropReason.NoDestination: return ref _cells.NoDestination;
            case ValeDropReason.DestinationFull: return ref _cells.DestinationFull;
            case ValeDropReason.TooShort: return ref _cells.TooShort;
            case ValeDropReason.TooManyFragments: return ref _cells.TooManyFragments;
            case ValeDropReason.BadSlot: return ref _cells.BadSlot;
            default: throw new ArgumentOutOfRangeException(nameof(reason), reason, "no such reason");
        }
    }

    [StructLayout(LayoutKind.Explicit, Size = 384)]
    private struct Cells
    {
        [FieldOffset(128)] public ulong NoDestination;
        [FieldOffset(136)] public ulong DestinationFull;
        [FieldOffset(144)] public ulong TooShort;
        [FieldOffset(152)] public ulong TooManyFragments;
        [FieldOffset(160)] public ulong BadSlot;
    }
}
