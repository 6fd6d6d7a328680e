using System.Runtime.InteropServices;
using NfvRuntime.Host;
using NfvRuntime.Packets;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>Sends by sendmmsg: up to 64 packets with one system call, straight from the slots' buffers.</summary>
internal sealed unsafe class PacketSender : LiveSender
{
    private const int MaxMessages = 64;
    private const int MaxPieces = (2 * MaxMessages) + HostLimits.MaxFragments;

    private readonly PacketSocket _socket;
    private readonly SegmentRoom _room;
    private readonly PacketGather _gather = new();
    private readonly MessageHeader* _messages;
    private readonly IoVector* _pieces;
    private readonly uint[] _ends = new uint[MaxMessages];
    private readonly int[] _lengths = new int[MaxMessages];
    private readonly byte* _plain;

    public PacketSender(SendBooks books, PacketSocket socket, InterfaceWatch watch)
        : base(books, socket.Descriptor)
    {
        _socket = socket;
        _room = new SegmentRoom(watch);
        _messages = (MessageHeader*)NativeMemory.AllocZeroed(MaxMessages, (nuint)sizeof(MessageHeader));

        // The header of a plain frame is zeros; it stands behind the pieces.
        _pieces = (IoVector*)NativeMemory.AllocZeroed((nuint)((MaxPieces * sizeof(IoVector)) + VirtioNetHeader.ShortLength));
        _plain = (byte*)(_pieces + MaxPieces);
    }

    protected override bool TrySend(Kring kring)
    {
        while (Gather(kring) is > 0 and var count)
        {
            for (var done = 0; done < count;)
            {
                var sent = LibC.SendMany(_socket.Descriptor, _messages + done, (uint)(count - done), PacketAbi.DontWait);
                if (sent > 0)
                {
                    done += sent;
                }
                else if (Errno.Last is var error && error == Errno.EAGAIN)
                {
                    return false;
                }
                else if (error != Errno.EINTR)
                {
                    Books.CountRefused(error, _lengths[done], _messages[done].Pieces[0].Data != _plain);
                    done++;
                }

                if (done > 0)
                {
                    kring.HwCur = _ends[done - 1];
                }
            }
        }

        return true;
    }

    protected override void Close()
    {
        _socket.Dispose();
        NativeMemory.Free(_messages);
        NativeMemory.Free(_pieces);
    }

    /// <summary>Describes the packets from hwcur on. Large ones whose segments would be too long are left out, and are gone.</summary>
    /// <returns>How many.</returns>
    private int Gather(Kring kring)
    {
        var (count, used, at) = (0, 0, kring.HwCur);
        while (count < MaxMessages && used < MaxPieces - HostLimits.MaxFragments && _gather.Next(kring, at))
        {
            if (_gather.Header != null && !_room.Fits(_gather))
            {
                if (count > 0)
                {
                    break; // those before it go first
                }

                Books.CountRefused(Errno.EMSGSIZE, _gather.Length);
                kring.HwCur = at = _gather.End;
                continue;
            }

            _messages[count].Pieces = _pieces + used;
            _messages[count].PieceCount = (nuint)_gather.Count + 1;
            _pieces[used++] = new IoVector(_gather.Header == null ? _plain : _gather.Header, VirtioNetHeader.ShortLength);
            for (var i = 0; i < _gather.Count; i++)
            {
                _pieces[used++] = _gather.Piece(i);
            }

            _lengths[count] = _gather.Length;
            _ends[count++] = at = _gather.End;
        }

        return count;
    }

    // struct mmsghdr
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct MessageHeader
    {
        [FieldOffset(16)] public IoVector* Pieces;
        [FieldOffset(24)] public nuint PieceCount;
    }
}
