using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>One end of a netmap pipe: lossless, without copying packets, for two parties that trust each other.</summary>
/// <remarks>Both ends are made by the first open of either, and live until both are closed; what was sent meanwhile is kept.</remarks>
public sealed class PipeEnd : HostPort
{
    private PipeChannel[] _sends = [];
    private PipeChannel[] _receives = [];

    private PipeEnd(PipeName name, Region region, PortOptions options)
        : base(FullName(name), region, options)
    {
        PipeName = name;
        for (int i = 0; i < options.TxRings; i++)
        {
            AddTxRing();
        }

        for (int i = 0; i < options.RxRings; i++)
        {
            AddRxRing(withBuffers: false);
        }
    }

    /// <summary>Parent, identifier and side.</summary>
    public PipeName PipeName { get; }

    /// <summary>The other end.</summary>
    public PipeEnd Peer { get; private set; } = null!;

    /// <summary>Makes both ends.</summary>
    /// <param name="master">Name of the master end.</param>
    /// <param name="region">Where rings and buffers come from.</param>
    /// <param name="options">The master's ring counts; the slave's are crossed.</param>
    internal static (PipeEnd Master, PipeEnd Slave) CreatePair(PipeName master, Region region, PortOptions options)
    {
        var first = new PipeEnd(master, region, options);
        PipeEnd second;
        try
        {
            second = new PipeEnd(master with { IsMaster = false }, region, options with { TxRings = options.RxRings, RxRings = options.TxRings });
        }
        catch
        {
            first.Release();
            throw;
        }

        Join(first, second);
        Join(second, first);
        return (first, second);
    }

    /// <inheritdoc/>
    protected internal override void TxSync(Kring kring, SyncFlags flags) => _sends[kring.Number].TxSync(kring, flags);

    /// <inheritdoc/>
    protected internal override void RxSync(Kring kring, SyncFlags flags) => _receives[kring.Number].RxSync(kring, flags);

    /// <inheritdoc/>
    protected internal override bool HasWork(Kring kring) =>
        kring.IsTx ? _sends[kring.Number].TxHasWork : _receives[kring.Number].RxHasWork;

    /// <inheritdoc/>
    protected internal override bool TxPending(Kring kring) => _sends[kring.Number].TxPending;

    /// <inheritdoc/>
    protected internal override SlotRange HeldSlots(Kring kring)
    {
        PipeChannel[] channels = kring.IsTx ? _sends : _receives;
        return kring.Number >= channels.Length ? base.HeldSlots(kring)
            : kring.IsTx ? channels[kring.Number].SenderSlots : channels[kring.Number].ReceiverSlots;
    }

    private static string FullName(PipeName name) => $"{name.Parent}{(name.IsMaster ? '{' : '}')}{name.Id}";

    private static void Join(PipeEnd sender, PipeEnd receiver)
    {
        sender.Peer = receiver;
        PipeChannel[] channels = [.. sender.Tx.Zip(receiver.Rx, (tx, rx) => new PipeChannel(tx, rx, sender.Options.ValidateSlots))];
        sender._sends = channels;
        receiver._receives = channels;
    }
}
