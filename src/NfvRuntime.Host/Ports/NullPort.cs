using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>A port with rings and no data path: a name and buffers in a region. Its syncs do nothing.</summary>
public sealed class NullPort : HostPort
{
    internal NullPort(string name, Region region, PortOptions options)
        : base(name, region, options)
    {
        for (int i = 0; i < options.TxRings; i++)
        {
            AddTxRing();
        }

        for (int i = 0; i < options.RxRings; i++)
        {
            AddRxRing();
        }
    }

    /// <inheritdoc/>
    protected internal override void TxSync(Kring kring, SyncFlags flags)
    {
    }

    /// <inheritdoc/>
    protected internal override void RxSync(Kring kring, SyncFlags flags)
    {
    }

    /// <inheritdoc/>
    protected internal override bool HasWork(Kring kring) => false;

    /// <inheritdoc/>
    protected internal override bool TxPending(Kring kring) => false;

    /// <inheritdoc/>
    protected internal override int WakeDescriptor(Kring kring) => -1;
}
