using System.Runtime.CompilerServices;
using NfvRuntime.Packets;

namespace NfvRuntime.Host;

/// <summary>The frame of a gathered packet: what stands behind its virtio-net header, in pieces.</summary>
internal readonly unsafe ref struct ValeFrame
{
    private readonly GatheredSlot* _first;
    private readonly uint _skipped;

    /// <param name="packet">The packet's first slot.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ValeFrame(GatheredSlot* packet)
    {
        // The header may have the first slot for itself; a slot of length 0 begins no packet.
        bool isAlone = packet->HeaderLength == packet->Length;
        _first = isAlone ? packet + 1 : packet;
        _skipped = isAlone ? 0u : packet->HeaderLength;
    }

    /// <summary>The first byte.</summary>
    public byte* Start => _first->Data + _skipped;

    /// <summary>Bytes from there on in one piece: at least an Ethernet header.</summary>
    public int StartLength => (int)(_first->Length - _skipped);

    /// <summary>Bytes in all.</summary>
    /// <param name="packet">The slot that the frame was made of.</param>
    public int Length(GatheredSlot* packet)
    {
        int length = -packet->HeaderLength;
        for (int i = 0; i < packet->Fragments; i++)
        {
            length += packet[i].Length;
        }

        return length;
    }

    /// <summary>The partial sum of some of its bytes (<see cref="InternetChecksum.Sum"/>).</summary>
    public ulong Sum(int from, int count)
    {
        ulong sum = 0;
        bool isOdd = false;
        foreach (Piece piece in new Pieces(this, from, count))
        {
            ulong part = InternetChecksum.Sum(new ReadOnlySpan<byte>(piece.Data, piece.Length));
            sum = InternetChecksum.Add(sum, isOdd ? InternetChecksum.Swap(part) : part);
            isOdd ^= (piece.Length & 1) != 0;
        }

        return sum;
    }

    /// <summary>Copies some of its bytes.</summary>
    public void CopyTo(ref ValeSlotStream to, int from, int count)
    {
        foreach (Piece piece in new Pieces(this, from, count))
        {
            to.Append(piece.Data, (uint)piece.Length);
        }
    }

    private readonly record struct Piece(nint Address, int Length)
    {
        public byte* Data => (byte*)Address;
    }

    // Goes through the pieces that a run of bytes, which lies within the frame, has in them.
    private ref struct Pieces(in ValeFrame frame, int from, int count)
    {
        private GatheredSlot* _slot = frame._first;
        private uint _skipped = frame._skipped;
        private int _from = from;
        private int _left = count;

        public Piece Current { get; private set; }

        public readonly Pieces GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_left == 0)
            {
                return false;
            }

            int length = (int)(_slot->Length - _skipped);
            while (_from >= length)
            {
                _from -= length;
                Advance();
                length = _slot->Length;
            }

            int taken = Math.Min(_left, length - _from);
            Current = new Piece((nint)(_slot->Data + _skipped + _from), taken);
            _from = 0;
            _left -= taken;
            Advance();
            return true;
        }

        private void Advance()
        {
            _slot++;
            _skipped = 0;
        }
    }
}
