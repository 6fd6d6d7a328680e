using NfvRuntime.Host;
using NfvRuntime.Netmap.Control;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>
/// A descriptor that becomes readable once each time it is armed, when another one is ready. An island may sleep on it although the other one
/// stays ready (a full ring, an interface that is down), and on two of them for the two directions of one descriptor.
/// </summary>
internal sealed unsafe class ReadinessWake : IDisposable
{
    public const uint Readable = 1;
    public const uint Writable = 4;
    public const uint Failed = 8;

    private const int CloseOnExec = 0x80000;
    private const int Add = 1;
    private const int Modify = 3;
    private const uint OneShot = 1u << 30;

    private readonly int _descriptor;

    /// <exception cref="NetmapException">ENOMEM: the process may not have another descriptor.</exception>
    public ReadinessWake(int descriptor)
    {
        _descriptor = descriptor;
        Descriptor = LibC.EpollCreate(CloseOnExec);
        if (Descriptor < 0)
        {
            throw new NetmapException(NetmapError.NoMemory,
                $"cannot make an epoll descriptor ({Errno.Text(Errno.Last)}): raise the limit of open files (ulimit -n)");
        }

        Control(Add, 0);
    }

    /// <summary>What to sleep on.</summary>
    public int Descriptor { get; }

    /// <summary>Asks to be woken. If the other descriptor is ready already, this one is readable at once.</summary>
    public void Arm(uint events) => Control(Modify, events);

    /// <summary>Makes <see cref="Descriptor"/> not readable until it is armed again.</summary>
    /// <returns>What the other descriptor is ready for.</returns>
    public uint Drain()
    {
        var ready = stackalloc uint[4];
        return LibC.EpollWait(Descriptor, ready, 1, 0) == 1 ? ready[0] : 0;
    }

    public void Dispose() => _ = LibC.Close(Descriptor);

    private void Control(int operation, uint events)
    {
        var interest = stackalloc uint[4];
        interest[0] = events | OneShot;
        _ = LibC.EpollControl(Descriptor, operation, _descriptor, interest);
    }
}
