using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Ports;

/// <summary>A port on a real network interface: packet sockets, AF_XDP or a TAP.</summary>
/// <remarks>
/// What senders left to the device (large segments, unfinished checksums) is finished before it enters a ring, or passed on with virtio-net
/// headers. What is sent may have such headers.
/// </remarks>
public abstract class LivePort : HostPort
{
    private readonly List<LiveReceiver> _receivers = [];
    private readonly List<LiveSender> _senders = [];
    private bool _closed;

    private protected LivePort(string interfaceName, PortContext context, Func<bool>? isElsewhere = null, bool takesUpNewOne = false)
        : base(context.Name, context.Options.Region ?? context.Host.Region, context.Options)
    {
        Interface = interfaceName;
        BringsVnetHeaders = context.PassesOffloads && Options.Headroom >= SlotFlags.VnetHeaderLength && Options.Slots > HostLimits.MaxFragments;
        Watch = new InterfaceWatch(interfaceName, isElsewhere) { TakesUpNewOne = takesUpNewOne };
    }

    /// <inheritdoc/>
    public override bool BringsVnetHeaders { get; }

    /// <summary>Name of the network interface.</summary>
    public string Interface { get; }

    /// <summary>Packets that the kernel dropped because the receive ring was full (<c>kernel-full</c>). Any thread may read it.</summary>
    public ulong KernelDropped => Received(0);

    /// <summary>Large packets that came in and were passed on whole. Any thread may read it.</summary>
    public ulong Large => Received(7);

    /// <summary>Large packets that were cut as they came in. Any thread may read it.</summary>
    public ulong Segmented => Received(4);

    /// <summary>The packets that they became. Any thread may read it.</summary>
    public ulong Segments => Received(5);

    /// <summary>Checksums completed as packets came in, beside those of <see cref="Segments"/>. Any thread may read it.</summary>
    public ulong ChecksumsCompleted => Received(6);

    /// <summary>What is wrong with the interface: it is down, or has been removed.</summary>
    public override string? Problem => Watch.Problem;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Remarks => [.. Watch.Remarks, .. Losses(), .. Finished()];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, ulong> Lost(bool isTx) => isTx
        ? ByReason(SendBooks.Reasons, _senders.Select(sender => sender.Books.Values))
        : ByReason(ReceiveBooks.Reasons, _receivers.Select(receiver => receiver.Books.Values));

    private protected InterfaceWatch Watch { get; }

    /// <inheritdoc/>
    protected override void TxSync(Kring kring, SyncFlags flags) => _senders[kring.Number].Sync(kring);

    /// <inheritdoc/>
    protected override void RxSync(Kring kring, SyncFlags flags) => _receivers[kring.Number].Sync(kring);

    /// <summary>A transmit ring needs no arming: a sync that finds no room in the kernel has asked to be woken already.</summary>
    protected override bool HasWork(Kring kring) => !kring.IsTx && _receivers[kring.Number].HasWork(kring);

    /// <inheritdoc/>
    protected override int WakeDescriptor(Kring kring) =>
        kring.IsTx ? _senders[kring.Number].WakeDescriptor : _receivers[kring.Number].WakeDescriptor;

    /// <inheritdoc/>
    protected override void DrainWake(Kring kring)
    {
        if (kring.IsTx)
        {
            _senders[kring.Number].Drain();
        }
        else
        {
            _receivers[kring.Number].Drain();
        }
    }

    /// <inheritdoc/>
    protected override void OnClosed()
    {
        if (!_closed)
        {
            _closed = true;
            Watch.Dispose(); // first: a TAP goes away with its queues
            _receivers.ForEach(receiver => receiver.Dispose());
            _senders.ForEach(sender => sender.Dispose());
        }
    }

    /// <summary>Adds a receive ring and what fills it.</summary>
    private protected void AddReceiver(Func<Kring, ReceiveBooks, LiveReceiver> make, PortContext context)
    {
        var kring = AddRxRing();
        var books = new ReceiveBooks(context.Host, context.Name, kring.Number);
        try
        {
            _receivers.Add(make(kring, books));
        }
        catch
        {
            books.Dispose();
            throw;
        }
    }

    /// <summary>Adds a transmit ring and what empties it.</summary>
    private protected void AddSender(Func<Kring, SendBooks, LiveSender> make, PortContext context)
    {
        var kring = AddTxRing();
        var books = new SendBooks(context.Host, context.Name, kring.Number);
        try
        {
            _senders.Add(make(kring, books));
        }
        catch
        {
            books.Dispose();
            throw;
        }
    }

    private static Dictionary<string, ulong> ByReason(string[] reasons, IEnumerable<IReadOnlyList<ulong>> rings)
    {
        IReadOnlyList<ulong>[] all = [.. rings];
        return reasons.Select((reason, i) => (Reason: reason, Packets: all.Aggregate(0UL, (sum, values) => sum + values[i])))
            .Where(loss => loss.Packets > 0).ToDictionary();
    }

    private ulong Received(int figure) => _receivers.Aggregate(0UL, (sum, receiver) => sum + receiver.Books.Values[figure]);

    private IEnumerable<string> Losses()
    {
        string[] received =
        [
            "were dropped by the kernel: the receive ring was full, or for large packets its queue (kernel-full): a larger ring (buffer: 32M); "
                + "without CAP_NET_ADMIN a longer queue (sysctl net.core.rmem_max=16777216)",
            "were dropped: what their senders left to do cannot be done, or does not fit them (bad-offload): "
                + "ethtool -K DEVICE tso off gso off tx off",
            "were dropped: they are more segments than the ring has slots (too-many-segments)",
            "were dropped: they are longer than a chain of slots may be (too-long)",
        ];
        for (var i = 0; i < received.Length; i++)
        {
            if (Received(i) is > 0 and var count)
            {
                yield return $"{Interface}: {count} received packets {received[i]}";
            }
        }

        for (var i = 0; i < SendBooks.Reasons.Length; i++)
        {
            if (_senders.Aggregate(0UL, (sum, sender) => sum + sender.Books.Values[i]) is > 0 and var count)
            {
                yield return $"{Interface}: {count} packets were not sent ({SendBooks.Reasons[i]})";
            }
        }
    }

    private IEnumerable<string> Finished()
    {
        if (Large > 0)
        {
            yield return $"{Interface}: {Large} large packets were passed on whole";
        }

        if (Segmented > 0)
        {
            yield return $"{Interface}: {Segmented} large packets came in and were cut into {Segments}; "
                + $"their sender saves the runtime that work with: ethtool -K DEVICE tso off gso off tx off";
        }
    }
}
