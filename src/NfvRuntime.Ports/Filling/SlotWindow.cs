using System.Runtime.InteropServices;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>
/// The free slots behind an rx ring's tail as pieces for readv: room for the largest packet, whose virtio-net header goes into the first slot's
/// headroom. Slots that a packet left free stay prepared for the next one.
/// </summary>
internal sealed unsafe class SlotWindow : IDisposable
{
    private readonly Kring _kring;
    private readonly SlotFiller _filler;
    private readonly int _usable;
    private readonly IoVector* _pieces;
    private uint _from;
    private uint _ready;
    private uint _generation;

    /// <param name="kring">The ring.</param>
    /// <param name="longest">Bytes of the largest packet.</param>
    public SlotWindow(Kring kring, int longest)
    {
        _kring = kring;
        _filler = new SlotFiller(kring);
        _usable = SlotFiller.Usable(kring.Port);
        Size = (uint)((longest + _usable - 1) / _usable);

        // A window that wraps goes on behind the last slot.
        _pieces = (IoVector*)NativeMemory.AllocZeroed(kring.NumSlots + Size, (nuint)sizeof(IoVector));
    }

    /// <summary>Slots that the largest packet takes.</summary>
    public uint Size { get; }

    /// <summary>Where the data of the first slot goes; the header stands in front of it.</summary>
    public byte* Data { get; private set; }

    /// <summary>The pieces, as many as <see cref="Size"/>; the first one begins with the header. So many slots must be free.</summary>
    /// <param name="header">Bytes of the header that the kernel writes in front of the frame.</param>
    /// <param name="skipped">Bytes of the first slot that stay free in front of it.</param>
    /// <returns>Null if a slot names no usable buffer, which has been reported.</returns>
    public IoVector* Prepare(int header, int skipped = 0)
    {
        var tail = _kring.HwTail;
        var gone = RingIndex.Space(_from, tail, _kring.NumSlots);
        _ready = gone <= _ready && _generation == _kring.Generation ? _ready - gone : 0;
        (_from, _generation) = (tail, _kring.Generation);
        for (; _ready < Size; _ready++)
        {
            var at = RingIndex.Advance(tail, _ready, _kring.NumSlots);
            var data = _filler.Look(at);
            if (data == null)
            {
                _filler.Report(_kring, at);
                return null;
            }

            Set(at, new IoVector(data, (nuint)_usable));
        }

        Data = _filler.Look(tail);
        Set(tail, new IoVector(Data + skipped - header, (nuint)(_usable - skipped + header)));
        return _pieces + tail;
    }

    /// <summary>The slots that now hold a frame become the owner's.</summary>
    /// <param name="length">Bytes of the frame.</param>
    /// <param name="flags">Flags of the first slot.</param>
    public bool Commit(int length, ushort flags)
    {
        var at = _kring.HwTail;
        for (; length > 0; length -= _usable)
        {
            if (_filler.Claim(at, Math.Min(length, _usable), length > _usable ? (ushort)(flags | SlotFlags.MoreFrag) : flags) == null)
            {
                _filler.Report(_kring, at);
                return false;
            }

            flags = 0;
            at = RingIndex.Next(at, _kring.NumSlots);
        }

        _kring.HwTail = at;
        return true;
    }

    public void Dispose() => NativeMemory.Free(_pieces);

    private void Set(uint at, IoVector piece)
    {
        _pieces[at] = piece;
        if (at < Size)
        {
            _pieces[_kring.NumSlots + at] = piece;
        }
    }
}
