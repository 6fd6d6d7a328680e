using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>Writes frames piece by piece into reserved slots of an rx ring; a frame longer than a buffer becomes a chain.</summary>
/// <remarks>The receiver's slots are shared memory. One whose buffer index is impossible becomes a slot of length 0.</remarks>
internal unsafe ref struct ValeSlotStream
{
    private readonly Kring _kring;
    private readonly uint _headroom;
    private readonly uint _capacity;
    private uint _at;
    private byte* _data;
    private uint _space;
    private uint _left;
    private ushort _flags;

    /// <param name="kring">The ring.</param>
    public ValeSlotStream(Kring kring)
    {
        _kring = kring;
        _headroom = (uint)kring.Port.Options.Headroom & kring.Ring.OffsetMask;
        _capacity = Math.Min(kring.Ring.Region.BufferSize - _headroom, ushort.MaxValue);
    }

    /// <summary>Slots that a frame takes.</summary>
    public readonly uint SlotsOf(int length) => ((uint)length + _capacity - 1) / _capacity;

    /// <summary>Says where the reserved slots begin.</summary>
    public void Seek(uint at) => _at = at;

    /// <summary>Begins a frame; the one before it is complete.</summary>
    /// <param name="length">Bytes of the frame, at least 1.</param>
    /// <param name="flags">Flags of each of its slots, beside MOREFRAG.</param>
    public void Begin(int length, int flags)
    {
        _left = (uint)length;
        _flags = (ushort)flags;
        _space = 0;
    }

    /// <summary>Adds bytes to the frame.</summary>
    public void Append(byte* source, uint count)
    {
        while (count > 0)
        {
            if (_space == 0)
            {
                Next();
            }

            uint piece = Math.Min(count, _space);
            if (_data != null)
            {
                Buffer.MemoryCopy(source, _data, piece, piece);
                _data += piece;
            }

            _space -= piece;
            source += piece;
            count -= piece;
        }
    }

    private void Next()
    {
        ref readonly RingView ring = ref _kring.Ring;
        Region region = ring.Region;
        NetmapSlot* slot = ring.Slots + _at;
        uint index = Volatile.Read(ref slot->BufIdx);
        bool isUsable = region.IsUsableBuffer(index);
        _space = Math.Min(_left, _capacity);
        _left -= _space;
        _data = isUsable ? region.BufferAddress(index) + _headroom : null;
        uint flags = _left > 0 ? _flags | (uint)SlotFlags.MoreFrag : _flags;
        *((uint*)slot + 1) = (isUsable ? _space : 0) | (flags << 16);
        slot->Ptr = _headroom;
        _at = RingIndex.Next(_at, ring.NumSlots);
    }
}
