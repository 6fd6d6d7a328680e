using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>
/// Binds a port's sockets anew when its interface was removed and one of the same name has been made: the kernel has unbound them then,
/// for good. Looks twice a second, on a timer and not where packets move.
/// </summary>
internal sealed class PacketReturn : IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500);

    private readonly Lock _lock = new();
    private readonly List<(PacketSocket Socket, ushort Protocol, bool Promiscuous)> _sockets = [];
    private readonly string _name;
    private readonly InterfaceWatch _watch;
    private readonly Timer _timer;
    private bool _closed;

    public PacketReturn(string name, InterfaceWatch watch)
    {
        _name = name;
        _watch = watch;
        _timer = new Timer(static self => ((PacketReturn)self!).Look(), this, Period, Period);
    }

    /// <summary>One more socket, as it was bound.</summary>
    public void Add(PacketSocket socket, ushort protocol, bool promiscuous)
    {
        lock (_lock)
        {
            _sockets.Add((socket, protocol, promiscuous));
        }
    }

    /// <summary>No socket is touched from now on; they may be closed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
        }

        _timer.Dispose();
    }

    private void Look()
    {
        lock (_lock)
        {
            if (_closed || LibC.InterfaceIndex(_name) is var index && (index == 0 || index == _watch.Index))
            {
                return;
            }

            bool bound = true;
            foreach (var (socket, protocol, promiscuous) in _sockets)
            {
                bound &= socket.TryBind(index, protocol);
                if (promiscuous)
                {
                    _ = socket.TrySet(PacketAbi.Level, PacketAbi.AddMembership, new PacketMembership(index, PacketAbi.Promiscuous, 0, 0));
                }
            }

            if (bound)
            {
                _watch.MoveTo(index);
            }
        }
    }
}
