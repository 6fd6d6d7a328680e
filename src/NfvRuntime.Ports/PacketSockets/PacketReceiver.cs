using NfvRuntime.Host;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>Receives by a block ring (TPACKET_V3): the kernel fills blocks of memory that it shares with us, and hands them over full or when they age.</summary>
internal sealed unsafe class PacketReceiver : LiveReceiver
{
    private const int EthernetHeader = 14;
    private const int MacAddresses = 12;
    private const int VlanTag = 4;
    private const ushort CustomerTag = 0x8100;
    private const long StatisticsMilliseconds = 100;

    private readonly PacketSocket _socket;
    private readonly PacketRing _ring;
    private readonly InterfaceWatch _watch;
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
    }

    protected override bool TryPeek(out byte* frame, out int length, out VirtioNetHeader header)
    {
        while (_frame == null && _ring.TryPeek(out var packet))
        {
            if (!TryOpen(packet))
            {
                _ring.Pass();
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
        var figures = stackalloc uint[3];
        uint length = 3 * sizeof(uint);
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
    }

    /// <summary>Reads what the kernel says about a packet, and puts the VLAN tag back that it took out.</summary>
    /// <returns>False if the packet is to be left out.</returns>
    private bool TryOpen(byte* packet)
    {
        var length = *(int*)(packet + PacketAbi.CapturedLength);
        var frame = packet + *(ushort*)(packet + PacketAbi.MacOffset);
        if (packet[PacketAbi.PacketType] == PacketAbi.Outgoing)
        {
            return false; // a kernel too old to be told: it shows us what we send
        }

        if (length < *(int*)(packet + PacketAbi.WireLength))
        {
            Books.TooLong.Add(1);
            return false;
        }

        var header = VirtioNetHeader.Read(frame - VirtioNetHeader.ShortLength);
        var status = *(uint*)(packet + PacketAbi.Status);
        if ((status & PacketAbi.VlanValid) != 0 && length >= EthernetHeader)
        {
            // The room in front of the frame held the virtio-net header, which has been read.
            frame -= VlanTag;
            Buffer.MemoryCopy(frame + VlanTag, frame, MacAddresses, MacAddresses);
            var tpid = (status & PacketAbi.TpidValid) != 0 ? *(ushort*)(packet + PacketAbi.VlanTpid) : CustomerTag;
            var tci = *(uint*)(packet + PacketAbi.VlanTci);
            frame[MacAddresses] = (byte)(tpid >> 8);
            frame[MacAddresses + 1] = (byte)tpid;
            frame[MacAddresses + 2] = (byte)(tci >> 8);
            frame[MacAddresses + 3] = (byte)tci;
            length += VlanTag;
            header = header.Shifted(VlanTag);
        }

        _frame = frame;
        _length = length;
        _header = header;
        return true;
    }
}
