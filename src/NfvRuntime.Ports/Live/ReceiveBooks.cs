using NfvRuntime.Counters;
using NfvRuntime.Host;

namespace NfvRuntime.Ports;

/// <summary>What one receive ring of a port on a real interface counts. Written by the thread that syncs the ring, read by any.</summary>
internal sealed class ReceiveBooks : IDisposable
{
    private readonly CounterTable _table;
    private readonly CounterBlock _block;
    private readonly ulong[] _last = new ulong[8];
    private bool _closed;

    public ReceiveBooks(NetmapHost host, string port, int ring)
    {
        _table = host.Counters;
        _block = host.AddRingCounters(
            port,
            ring,
            isTx: false,
            new CounterSpec(Catalogue.PortDropped, (LabelKeys.Reason, "kernel-full")),
            new CounterSpec(Catalogue.PortDropped, (LabelKeys.Reason, "bad-offload")),
            new CounterSpec(Catalogue.PortDropped, (LabelKeys.Reason, "too-many-segments")),
            new CounterSpec(Catalogue.PortDropped, (LabelKeys.Reason, "too-long")),
            Catalogue.PortSegmented, Catalogue.PortSegments, Catalogue.PortChecksums, Catalogue.PortLarge);
    }

    /// <summary>The names of the losses among <see cref="Values"/>, which come first.</summary>
    public static string[] Reasons { get; } = ["kernel-full", "bad-offload", "too-many-segments", "too-long"];

    /// <summary>Packets that the kernel had no room for.</summary>
    public Counter KernelFull => _block[0];

    /// <summary>Packets whose virtio-net header does not fit them.</summary>
    public Counter BadOffload => _block[1];

    /// <summary>Packets that would be more segments than the ring has slots.</summary>
    public Counter TooManySegments => _block[2];

    /// <summary>Packets longer than a chain of slots may be, or than the kernel hands over.</summary>
    public Counter TooLong => _block[3];

    /// <summary>Large packets that were cut.</summary>
    public Counter Segmented => _block[4];

    /// <summary>What they became.</summary>
    public Counter Segments => _block[5];

    /// <summary>Checksums completed.</summary>
    public Counter Checksums => _block[6];

    /// <summary>Large packets that were passed on as they are.</summary>
    public Counter Large => _block[7];

    /// <summary>The figures, in the order above; those of the end once closed.</summary>
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
}
