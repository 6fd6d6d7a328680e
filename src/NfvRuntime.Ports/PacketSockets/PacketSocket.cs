using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>A packet socket, bound to one interface. Never blocks; close-on-exec.</summary>
internal sealed unsafe class PacketSocket : IDisposable
{
    private readonly string _port;
    private bool _closed;

    /// <param name="port">The port's name, for messages.</param>
    /// <exception cref="PortException">The right to it is missing.</exception>
    public PacketSocket(string port)
    {
        _port = port;

        // No protocol: nothing is received before the socket is bound.
        Descriptor = LibC.Socket(PacketAbi.Family, PacketAbi.RawSocket, 0);
        if (Descriptor < 0)
        {
            throw Errno.Last is Errno.EPERM or Errno.EACCES
                ? new PortException($"{port}: packet sockets need the capability CAP_NET_RAW: run as root, give it to the program once "
                    + "(setcap cap_net_raw+ep FILE), or to the service (AmbientCapabilities=CAP_NET_RAW)")
                : new PortException($"{port}: cannot make a packet socket: {Errno.Text(Errno.Last)}");
        }
    }

    public int Descriptor { get; }

    public void Set<T>(int level, int option, T value, string purpose)
        where T : unmanaged
    {
        if (LibC.SetOption(Descriptor, level, option, &value, (uint)sizeof(T)) != 0)
        {
            throw new PortException($"{_port}: the kernel refuses {purpose}: {Errno.Text(Errno.Last)}");
        }
    }

    public bool TrySet<T>(int level, int option, T value)
        where T : unmanaged => LibC.SetOption(Descriptor, level, option, &value, (uint)sizeof(T)) == 0;

    public int Get(int level, int option)
    {
        int value;
        uint length = sizeof(int);
        return LibC.GetOption(Descriptor, level, option, &value, &length) == 0 ? value : 0;
    }

    /// <summary>Binds to the interface: to receive all protocols, or (protocol 0) only to send.</summary>
    public void Bind(uint index, ushort protocol)
    {
        if (!TryBind(index, protocol))
        {
            throw new PortException($"{_port}: cannot bind to the interface: {Errno.Text(Errno.Last)}");
        }
    }

    /// <summary>As <see cref="Bind"/>, without an exception; also once more, to another interface.</summary>
    public bool TryBind(uint index, ushort protocol)
    {
        var address = stackalloc byte[20];
        new Span<byte>(address, 20).Clear();
        *(ushort*)address = PacketAbi.Family;
        *(ushort*)(address + 2) = protocol;
        *(uint*)(address + 4) = index;
        return LibC.Bind(Descriptor, address, 20) == 0;
    }

    public void Dispose()
    {
        if (!_closed)
        {
            _closed = true;
            _ = LibC.Close(Descriptor);
        }
    }
}
