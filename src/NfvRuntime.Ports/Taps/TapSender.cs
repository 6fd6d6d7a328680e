using System.Runtime.InteropServices;
using NfvRuntime.Host;
using NfvRuntime.Packets;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>Writes packets into a TAP's queue, where the system receives them, a packet with each system call.</summary>
internal sealed unsafe class TapSender : LiveSender
{
    private readonly TapQueue _queue;
    private readonly PacketGather _gather = new();
    private readonly IoVector* _pieces;

    public TapSender(SendBooks books, TapQueue queue)
        : base(books, queue.Descriptor)
    {
        _queue = queue;

        // The header of a plain frame is zeros; it stands behind the pieces.
        const int most = HostLimits.MaxFragments + 1;
        _pieces = (IoVector*)NativeMemory.AllocZeroed((nuint)((most * sizeof(IoVector)) + VirtioNetHeader.LongLength));
        _pieces[0] = new IoVector((byte*)(_pieces + most), VirtioNetHeader.LongLength);
    }

    protected override bool TrySend(Kring kring)
    {
        while (_gather.Next(kring))
        {
            for (var i = 0; i < _gather.Count; i++)
            {
                _pieces[i + 1] = _gather.Piece(i);
            }

            if (Write(_gather.Header) < 0)
            {
                var error = Errno.Last;
                if (error == Errno.EAGAIN)
                {
                    return false;
                }

                if (error == Errno.EINTR)
                {
                    continue;
                }

                Books.CountRefused(error, _gather.Length, _gather.Header != null);
            }

            kring.HwCur = _gather.End;
        }

        return true;
    }

    /// <summary>A packet's own header stands in front of its first piece, and goes with it.</summary>
    private nint Write(byte* header)
    {
        if (header == null)
        {
            return LibC.WriteVector(_queue.Descriptor, _pieces, _gather.Count + 1);
        }

        _pieces[1].Data = header;
        _pieces[1].Length += VirtioNetHeader.LongLength;
        return LibC.WriteVector(_queue.Descriptor, _pieces + 1, _gather.Count);
    }

    protected override void Close()
    {
        _queue.Release();
        NativeMemory.Free(_pieces);
    }
}
