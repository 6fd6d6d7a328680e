using System.Diagnostics;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>One queue of an interface: a socket with its four rings, used by a receive and by a transmit ring, and closed when both are done.</summary>
internal sealed unsafe class XdpSocket
{
    private const int AddressEntry = 8;
    private const int SendBuffer = 4 << 20;
    private static readonly TimeSpan LongestRelease = TimeSpan.FromSeconds(1);

    private readonly string _port;
    private int _users = 1;

    /// <param name="port">The port's name, for messages.</param>
    /// <param name="memory">The buffers.</param>
    /// <param name="size">Entries of each ring, a power of two.</param>
    /// <param name="first">The socket that the buffers were registered with, or null to register them with this one.</param>
    /// <exception cref="PortException">The right to it is missing, or the kernel has none, or not the memory.</exception>
    public XdpSocket(string port, XdpMemory memory, uint size, XdpSocket? first)
    {
        _port = port;
        Descriptor = LibC.Socket(XdpAbi.Family, XdpAbi.RawSocket, 0);
        if (Descriptor < 0)
        {
            throw new PortException($"{port}: {(Errno.Last switch
            {
                Errno.EPERM or Errno.EACCES => "AF_XDP needs the capabilities CAP_NET_RAW, CAP_NET_ADMIN and CAP_BPF: run as root, or give them to the service",
                Errno.EAFNOSUPPORT => "this kernel has no AF_XDP (CONFIG_XDP_SOCKETS): use packet: instead",
                var error => $"cannot make an AF_XDP socket: {Errno.Text(error)}",
            })}");
        }

        try
        {
            if (first is null)
            {
                Register(memory);
            }

            foreach (var ring in (int[])[XdpAbi.FillRing, XdpAbi.CompletionRing, XdpAbi.ReceiveRing, XdpAbi.TransmitRing])
            {
                Set(ring, size, $"a ring of {size} entries");
            }

            Layouts layouts;
            var length = (uint)sizeof(Layouts);
            if (LibC.GetOption(Descriptor, XdpAbi.Level, XdpAbi.MmapOffsets, &layouts, &length) != 0 || length != sizeof(Layouts))
            {
                throw new PortException($"{port}: this kernel's AF_XDP is older than Linux 5.4: use packet: instead");
            }

            Receive = new XdpRing(Descriptor, port, XdpAbi.ReceivePages, layouts.Receive, size, sizeof(XdpDescriptor));
            Transmit = new XdpRing(Descriptor, port, XdpAbi.TransmitPages, layouts.Transmit, size, sizeof(XdpDescriptor));
            Fill = new XdpRing(Descriptor, port, XdpAbi.FillPages, layouts.Fill, size, AddressEntry);
            Completion = new XdpRing(Descriptor, port, XdpAbi.CompletionPages, layouts.Completion, size, AddressEntry);

            // More than the default is a matter of the right to it, and of speed.
            var bytes = SendBuffer;
            _ = LibC.SetOption(Descriptor, PacketAbi.SocketLevel, PacketAbi.SendBufferForce, &bytes, sizeof(int));
        }
        catch
        {
            Release();
            throw;
        }
    }

    public int Descriptor { get; }

    public XdpRing Receive { get; } = null!;

    public XdpRing Transmit { get; } = null!;

    /// <summary>Buffers for the kernel to receive into.</summary>
    public XdpRing Fill { get; } = null!;

    /// <summary>Buffers that the kernel has sent.</summary>
    public XdpRing Completion { get; } = null!;

    /// <summary>Begins to receive from a queue, as far as the redirect program sends frames here, and to send to it.</summary>
    /// <returns>0, or the error.</returns>
    public int Bind(uint index, int queue, ushort flags, XdpSocket? first)
    {
        var address = new Address(
            XdpAbi.Family, first is null ? flags : XdpAbi.SharedMemory, index, (uint)queue, first is null ? 0 : (uint)first.Descriptor);

        // The kernel lets go of a queue some time after its last socket was closed.
        for (var started = Stopwatch.StartNew(); LibC.Bind(Descriptor, &address, (uint)sizeof(Address)) != 0; Thread.Sleep(10))
        {
            if (Errno.Last is var error && (error != Errno.EBUSY || started.Elapsed > LongestRelease))
            {
                return error;
            }
        }

        return 0;
    }

    /// <summary>One more ring uses it.</summary>
    public XdpSocket Retain()
    {
        _users++;
        return this;
    }

    /// <summary>One ring less uses it; on the control path.</summary>
    public void Release()
    {
        if (--_users == 0)
        {
            Receive?.Dispose();
            Transmit?.Dispose();
            Fill?.Dispose();
            Completion?.Dispose();
            _ = LibC.Close(Descriptor);
        }
    }

    /// <summary>Lets the kernel go on with the transmit ring.</summary>
    /// <returns>0, or the error.</returns>
    public int Send() => LibC.SendTo(Descriptor, null, 0, PacketAbi.DontWait, null, 0) >= 0 ? 0 : Errno.Last;

    /// <summary>Lets the driver look at the fill ring.</summary>
    public void Poke() => _ = LibC.ReceiveFrom(Descriptor, null, 0, PacketAbi.DontWait, null, null);

    private void Register(XdpMemory memory)
    {
        var registration = memory.Register;
        if (LibC.SetOption(Descriptor, XdpAbi.Level, XdpAbi.Memory, &registration, (uint)sizeof(XdpMemory.Registration)) != 0)
        {
            throw new PortException(Errno.Last is var error && error is Errno.ENOBUFS or Errno.ENOMEM
                ? $"{_port}: the kernel may not pin the {registration.Bytes >> 20} MiB of buffers: raise the limit of locked memory (ulimit -l), or give CAP_IPC_LOCK"
                : $"{_port}: the kernel refuses buffers of {registration.ChunkSize} bytes for AF_XDP: {Errno.Text(error)}");
        }
    }

    private void Set(int option, uint value, string purpose)
    {
        if (LibC.SetOption(Descriptor, XdpAbi.Level, option, &value, sizeof(uint)) != 0)
        {
            throw new PortException($"{_port}: the kernel refuses {purpose}: {Errno.Text(Errno.Last)}");
        }
    }

    // struct sockaddr_xdp
    private readonly record struct Address(ushort Family, ushort Flags, uint Index, uint Queue, uint Shared);

    // struct xdp_mmap_offsets
    private struct Layouts
    {
        public XdpRingLayout Receive;
        public XdpRingLayout Transmit;
        public XdpRingLayout Fill;
        public XdpRingLayout Completion;
    }
}
