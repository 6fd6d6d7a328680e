using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Ports.Native;

namespace NfvRuntime.Ports;

/// <summary>What one transmit ring of a port on a real interface loses, by reason. Written by the thread that syncs the ring.</summary>
internal sealed class SendBooks : IDisposable
{
    private readonly CounterTable _table;
    private readonly CounterBlock _block;
    private readonly ulong[] _last = new ulong[Reasons.Length];
    private bool _closed;

    public SendBooks(NetmapHost host, string port, int ring)
    {
        _table = host.Counters;
        _block = host.AddRingCounters(
            port,
            ring,
            isTx: true,
            [.. Reasons.Select(reason => new CounterSpec(Catalogue.PortDropped, (LabelKeys.Reason, reason)))]);
    }

    /// <summary>In the order of <see cref="Values"/>.</summary>
    public static string[] Reasons { get; } = ["kernel-full", "interface-down", "too-long", "too-short", "send-error", "bad-offload"];

    /// <summary>Packets lost so far, by reason; those of the end once closed.</summary>
    public IReadOnlyList<ulong> Values
    {
        get
        {
            lock (_last)
            {
                for (var i = 0; i < _last.Length && !_closed; i++)
                {
                    _last[i] = _block[i].Value;
                }

                return [.. _last];
            }
        }
    }

    /// <summary>The kernel refused a packet.</summary>
    /// <param name="error">How.</param>
    /// <param name="length">Bytes of the packet.</param>
    /// <param name="hasHeader">Whether it has a virtio-net header, which the kernel judges.</param>
    public void CountRefused(int error, int length, bool hasHeader = false) => _block[error switch
    {
        Errno.ENOBUFS => 0,
        Errno.ENETDOWN or Errno.ENXIO or Errno.EIO or Errno.EBADFD or Errno.ENODEV => 1,
        Errno.EMSGSIZE => 2,
        Errno.EINVAL when length < EthernetHeader => 3,
        Errno.EINVAL when hasHeader => 5,
        _ => 4,
    }].Add(1);

    public void Dispose()
    {
        _ = Values;
        lock (_last)
        {
            if (!_closed)
            {
                _closed = true;
                _table.RemoveBlock(_block);
            }
        }
    }

    private const int EthernetHeader = 14;
}
