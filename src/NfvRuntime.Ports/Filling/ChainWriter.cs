using System.Runtime.CompilerServices;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Ports;

/// <summary>
/// Writes frames piece by piece into the free slots of an rx ring, from its tail on; a frame longer than a buffer becomes a chain. What is
/// written becomes the owner's when the caller moves the tail to <see cref="End"/>.
/// </summary>
/// <remarks>The caller has made sure that there is room. False or null: a slot names no usable buffer, which has been reported.</remarks>
internal unsafe ref struct ChainWriter(Kring kring, SlotFiller filler, int usable)
{
    private byte* _data;
    private int _space;
    private int _left;

    /// <summary>The slot after the last one written to.</summary>
    public uint End { get; private set; } = kring.HwTail;

    /// <summary>Begins a frame.</summary>
    /// <param name="length">Bytes of the frame.</param>
    /// <param name="flags">Flags of its first slot.</param>
    /// <returns>Where its first slot's bytes go; for as many as a buffer holds, <see cref="Skip"/> may follow what was written there.</returns>
    public byte* Begin(int length, ushort flags = 0)
    {
        _left = length;
        return Next(flags) ? _data : null;
    }

    /// <summary>Goes past bytes that the caller has written into the first slot.</summary>
    public void Skip(int count)
    {
        _data += count;
        _space -= count;
    }

    /// <summary>Adds bytes to the frame.</summary>
    public bool Append(byte* source, int count)
    {
        while (count > 0)
        {
            if (_space == 0 && !Next())
            {
                return false;
            }

            var piece = Math.Min(count, _space);
            Unsafe.CopyBlockUnaligned(_data, source, (uint)piece);
            _data += piece;
            _space -= piece;
            source += piece;
            count -= piece;
        }

        return true;
    }

    private bool Next(ushort flags = 0)
    {
        _space = Math.Min(usable, _left);
        _left -= _space;
        _data = filler.Claim(End, _space, _left > 0 ? (ushort)(flags | SlotFlags.MoreFrag) : flags);
        if (_data == null)
        {
            filler.Report(kring, End);
            return false;
        }

        End = RingIndex.Next(End, kring.NumSlots);
        return true;
    }
}
