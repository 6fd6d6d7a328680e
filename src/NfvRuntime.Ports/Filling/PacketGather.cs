using System.Runtime.CompilerServices;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>
/// Reads whole packets out of a tx ring. Slots are read once and checked; after that nothing another writer does to them matters.
/// </summary>
internal sealed unsafe class PacketGather
{
    private readonly (nint Data, int Length)[] _pieces = new (nint, int)[HostLimits.MaxFragments];

    /// <summary>Pieces of the packet.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the packet.</summary>
    public int Length { get; private set; }

    /// <summary>The slot after the packet.</summary>
    public uint End { get; private set; }

    /// <summary>The packet's virtio-net header, directly in front of its first piece; null for a plain packet.</summary>
    public byte* Header { get; private set; }

    public ReadOnlySpan<byte> this[int piece] => new((byte*)_pieces[piece].Data, _pieces[piece].Length);

    /// <summary>A piece for a system call.</summary>
    public IoVector Piece(int piece) => new((byte*)_pieces[piece].Data, (nuint)_pieces[piece].Length);

    /// <summary>
    /// Reads the packet that begins at hwcur. False when none is there, when its last slots have not been handed over yet, and when a slot
    /// is impossible, which has then been reported.
    /// </summary>
    public bool Next(Kring kring) => Next(kring, kring.HwCur);

    /// <summary>The same for the packet that begins at <paramref name="at"/>, between hwcur and head.</summary>
    public bool Next(Kring kring, uint at)
    {
        ref readonly var ring = ref kring.Ring;
        Count = 0;
        Length = 0;
        Header = null;
        while (at != kring.RHead)
        {
            var slot = ring.Slots + at;
            var image = Volatile.Read(ref Unsafe.AsRef<ulong>(slot));
            var offset = (uint)Volatile.Read(ref slot->Ptr) & ring.OffsetMask;
            var length = (int)(image >> 32 & 0xFFFF);
            var flags = (ushort)(image >> 48);
            if (!ring.Region.IsUsableBuffer((uint)image) || offset + (uint)length > ring.Region.BufferSize || (flags & SlotFlags.Indirect) != 0)
            {
                kring.ReportFault($"slot {at} holds {length} bytes at {offset} of buffer {(uint)image}, flags 0x{flags:x}");
                return false;
            }

            if (Count == HostLimits.MaxFragments)
            {
                kring.ReportFault($"slot {at} goes on with a packet of more than {HostLimits.MaxFragments} slots");
                return false;
            }

            var data = ring.Region.BufferAddress((uint)image) + offset;
            if (Count == 0 && (flags & SlotFlags.VnetHeader) != 0 && offset >= SlotFlags.VnetHeaderLength)
            {
                Header = data - SlotFlags.VnetHeaderLength;
            }

            _pieces[Count++] = ((nint)data, length);
            Length += length;
            at = RingIndex.Next(at, kring.NumSlots);
            if ((flags & SlotFlags.MoreFrag) == 0)
            {
                End = at;
                return true;
            }
        }

        if (Count == kring.NumSlots - 1)
        {
            kring.ReportFault($"a packet takes all {Count} slots and is not at its end");
        }

        return false;
    }
}
