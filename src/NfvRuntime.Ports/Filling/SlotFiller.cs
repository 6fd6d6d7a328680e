using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Ports;

/// <summary>Brings frames into the free slots of an rx ring. What it reads from a slot it reads once and checks.</summary>
internal readonly unsafe struct SlotFiller
{
    private readonly Region _region;
    private readonly NetmapSlot* _slots;
    private readonly uint _headroom;
    private readonly bool _hasOffsets;

    public SlotFiller(Kring kring)
    {
        _region = kring.Ring.Region;
        _slots = kring.Ring.Slots;
        _headroom = (uint)kring.Port.Options.Headroom;
        _hasOffsets = kring.Port.Options.Headroom > 0;
    }

    /// <summary>Bytes of a frame that fit one buffer of the ring's port.</summary>
    public static int Usable(HostPort port) => (int)Math.Min(port.Region.BufferSize - (uint)port.Options.Headroom, ushort.MaxValue);

    /// <summary>Where the data of a slot will go once it is claimed; null when the slot names no usable buffer.</summary>
    public byte* Look(uint at)
    {
        var index = Volatile.Read(ref _slots[at].BufIdx);
        return _region.IsUsableBuffer(index) ? _region.BufferAddress(index) + _headroom : null;
    }

    /// <summary>Makes a slot hold <paramref name="length"/> bytes, which the caller then writes.</summary>
    /// <returns>Where; null when the slot names no usable buffer.</returns>
    public byte* Claim(uint at, int length, ushort flags)
    {
        var slot = _slots + at;
        var index = Volatile.Read(ref slot->BufIdx);
        if (!_region.IsUsableBuffer(index))
        {
            return null;
        }

        *(ulong*)slot = index | (ulong)(uint)length << 32 | (ulong)flags << 48;
        if (_hasOffsets)
        {
            slot->Ptr = _headroom;
        }

        return _region.BufferAddress(index) + _headroom;
    }

    /// <summary>Tells the ring's owner that one of its slots is impossible.</summary>
    public void Report(Kring kring, uint at) =>
        kring.ReportFault($"slot {at} names buffer {Volatile.Read(ref _slots[at].BufIdx)}, of {_region.BufferCount}");
}
