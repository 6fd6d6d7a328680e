using System.Runtime.InteropServices;
using NfvRuntime.Host;
using NfvRuntime.Netmap;
using NfvRuntime.Packets;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>
/// Receives by a ring that the kernel shares (TPACKET_V2). A packet that is longer than the ring's frames comes by the socket's queue: straight
/// into slots if it is passed on as it is, so that its bytes are copied once.
/// </summary>
internal sealed unsafe class PacketReceiver : LiveReceiver
{
    // The largest packet that a stack hands over, and a tag.
    private const int Longest = 65536 + 256;
    private const int EthernetHeader = 14;
    private const int MacAddresses = 12;
    private const int VlanTag = 4;
    private const ushort CustomerTag = 0x8100;
    private const long StatisticsMilliseconds = 100;

    private readonly PacketSocket _socket;
    private readonly PacketRing _ring;
    private readonly InterfaceWatch _watch;
    private readonly SlotWindow? _window;
    private readonly byte* _buffer;
    private byte* _frame;
    private int _length;
    private VirtioNetHeader _header;
    private long _read = Environment.TickCount64;

    public PacketReceiver(Kring kring, ReceiveBooks books, PacketSocket socket, PacketRing ring, InterfaceWatch watch)
        : base(kring, books, socket.Descriptor)
    {
        _socket = socket;
        _ring = ring;
        _watch = watch;
        _window = Intake.Passes ? new SlotWindow(kring, Longest) : null;
        _buffer = (byte*)NativeMemory.AllocZeroed(VlanTag + VirtioNetHeader.ShortLength + Longest);
    }

    protected override bool TryBring(Kring kring)
    {
        if (_window is not { } window || _frame != null || !_ring.TryPeek(out var packet, out var status) || !IsQueued(status))
        {
            return base.TryBring(kring);
        }

        if (!Intake.HasRoom(window.Size))
        {
            return false;
        }

        // A tag's place is left free in front of what comes after the addresses.
        var tag = IsTagged(status) ? VlanTag : 0;
        var pieces = window.Prepare(VirtioNetHeader.ShortLength, tag);
        var length = pieces == null ? -1 : ReadQueued(pieces, (int)window.Size, packet);
        if (length <= 0)
        {
            return length == 0;
        }

        var header = VirtioNetHeader.Read(window.Data + tag - VirtioNetHeader.ShortLength);
        if (tag > 0)
        {
            PutTagBack(window.Data, packet, status);
            header = header.Shifted(VlanTag);
        }

        _ring.Pass();
        header.Write(window.Data - SlotFlags.VnetHeaderLength);
        length += tag;
        return !Intake.Judge(length, header) || window.Commit(length, header.IsPlain ? (ushort)0 : SlotFlags.VnetHeader);
    }

    protected override bool TryPeek(out byte* frame, out int length, out VirtioNetHeader header)
    {
        while (_frame == null && _ring.TryPeek(out var packet, out var status))
        {
            if (!IsQueued(status))
            {
                Open(packet, status);
            }
            else if (!TryOpenQueued(packet, status))
            {
                break;
            }
        }

        frame = _frame;
        length = _length;
        header = _header;
        return frame != null;
    }

    protected override void Pass()
    {
        _frame = null;
        _ring.Pass();
    }

    protected override bool IsReady() => _frame != null || _ring.IsReady;

    protected override void AfterSync()
    {
        if (Environment.TickCount64 - _read >= StatisticsMilliseconds)
        {
            BeforeSleep();
        }
    }

    /// <summary>Adds what the kernel has dropped since it was last asked.</summary>
    protected override void BeforeSleep()
    {
        _read = Environment.TickCount64;
        var figures = stackalloc uint[2];
        uint length = 2 * sizeof(uint);
        if (LibC.GetOption(_socket.Descriptor, PacketAbi.Level, PacketAbi.Statistics, figures, &length) == 0 && figures[1] > 0)
        {
            Books.KernelFull.Add(figures[1]);
        }
    }

    /// <summary>The interface went down. The socket receives again by itself when it comes back.</summary>
    protected override void OnFailure()
    {
        if (_socket.Get(PacketAbi.SocketLevel, PacketAbi.ErrorOption) == Errno.ENETDOWN)
        {
            _watch.CountDown();
        }
    }

    protected override void Close()
    {
        _ring.Dispose();
        _socket.Dispose();
        _window?.Dispose();
        NativeMemory.Free(_buffer);
    }

    private static bool IsQueued(uint status) => (status & PacketAbi.Queued) != 0;

    // On a kernel too old to be told it shows us what we send.
    private static bool IsOutgoing(byte* packet) => packet[PacketAbi.PacketType] == PacketAbi.Outgoing;

    private static bool IsTagged(uint status) => (status & PacketAbi.VlanValid) != 0;

    /// <summary>Puts the VLAN tag back that the kernel took out. The bytes behind the tag's place are there, the addresses behind it by its length.</summary>
    private static void PutTagBack(byte* frame, byte* packet, uint status)
    {
        Buffer.MemoryCopy(frame + VlanTag, frame, MacAddresses, MacAddresses);
        var tpid = (status & PacketAbi.TpidValid) != 0 ? *(ushort*)(packet + PacketAbi.VlanTpid) : CustomerTag;
        var tci = *(ushort*)(packet + PacketAbi.VlanTci);
        frame[MacAddresses] = (byte)(tpid >> 8);
        frame[MacAddresses + 1] = (byte)tpid;
        frame[MacAddresses + 2] = (byte)(tci >> 8);
        frame[MacAddresses + 3] = (byte)tci;
    }

    /// <summary>Makes the packet that lies in the ring the next one, or passes over it.</summary>
    private void Open(byte* packet, uint status)
    {
        var length = *(int*)(packet + PacketAbi.CapturedLength);
        if (IsOutgoing(packet))
        {
            _ring.Pass();
        }
        else if (length < *(int*)(packet + PacketAbi.WireLength))
        {
            // Longer than a frame, and the queue had no room for it.
            Books.KernelFull.Add(1);
            _ring.Pass();
        }
        else
        {
            Open(packet, status, packet + *(ushort*)(packet + PacketAbi.MacOffset), length);
        }
    }

    /// <summary>Takes the packet out of the queue, to be cut; or passes over it.</summary>
    /// <returns>False if it has to be asked for again.</returns>
    private bool TryOpenQueued(byte* packet, uint status)
    {
        var piece = new IoVector(_buffer + VlanTag, VirtioNetHeader.ShortLength + Longest);
        var length = ReadQueued(&piece, 1, packet);
        if (length > 0)
        {
            Open(packet, status, _buffer + VlanTag + VirtioNetHeader.ShortLength, length);
        }

        return length >= 0;
    }

    private void Open(byte* packet, uint status, byte* frame, int length)
    {
        _header = VirtioNetHeader.Read(frame - VirtioNetHeader.ShortLength);
        if (IsTagged(status) && length >= EthernetHeader)
        {
            // The room in front of the frame held the virtio-net header, which has been read.
            frame -= VlanTag;
            PutTagBack(frame, packet, status);
            length += VlanTag;
            _header = _header.Shifted(VlanTag);
        }

        _frame = frame;
        _length = length;
    }

    /// <summary>Takes the packet that the ring tells of out of the queue.</summary>
    /// <returns>Bytes of its frame; 0 if there is none, and it has been passed over; -1 if it has to be asked for again.</returns>
    private int ReadQueued(IoVector* pieces, int count, byte* packet)
    {
        var length = (int)LibC.ReadVector(_socket.Descriptor, pieces, count) - VirtioNetHeader.ShortLength;
        var wire = *(int*)(packet + PacketAbi.WireLength);
        if (length == wire && !IsOutgoing(packet))
        {
            return length;
        }

        if (length < 0 && Errno.Last is var error and (Errno.ENETDOWN or Errno.EINTR))
        {
            // What has happened to the interface is told before the packets that came earlier.
            if (error == Errno.ENETDOWN)
            {
                _watch.CountDown();
            }

            return -1;
        }

        if (!IsOutgoing(packet))
        {
            (length < 0 ? Books.KernelFull : Books.TooLong).Add(1);
        }

        _ring.Pass();
        return 0;
    }
}
