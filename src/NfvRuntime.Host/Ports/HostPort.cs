using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>What a kind of port implements: the host's side of its rings.</summary>
/// <remarks>Made and closed on the control path. Each ring is synced by one thread at a time; two rings of a port may be synced by two.</remarks>
public abstract unsafe class HostPort : IRingPort
{
    private static readonly Dictionary<string, ulong> NothingLost = [];

    private readonly List<Kring> _tx = [];
    private readonly List<Kring> _rx = [];
    private bool _released;

    /// <summary>For kinds of ports: starts without rings.</summary>
    /// <param name="name">Full port name.</param>
    /// <param name="region">Where rings and buffers come from.</param>
    /// <param name="options">Slots and headroom of the rings to be added.</param>
    protected HostPort(string name, Region region, PortOptions options)
    {
        Name = name;
        Region = region;
        Options = options;
        Label = options.Label ?? name;
    }

    /// <summary>Full port name.</summary>
    public string Name { get; }

    /// <summary>What counters call it: the name in a chain file, where one opened it.</summary>
    public string Label { get; internal set; }

    /// <summary>Where rings and buffers are.</summary>
    public Region Region { get; }

    /// <summary>What the port was created with.</summary>
    public PortOptions Options { get; }

    /// <summary>The rings by which the port's user sends.</summary>
    public IReadOnlyList<Kring> Tx => _tx;

    /// <summary>The rings by which the port's user receives.</summary>
    public IReadOnlyList<Kring> Rx => _rx;

    /// <summary>What went wrong with that which the port stands for (a cut file, a full disk), as a sentence; null while nothing did. It is
    /// no fault of a ring: what came before it counts. Any thread may read it.</summary>
    public virtual string? Problem => null;

    /// <summary>What a summary should say about the port although nothing is wrong. Any thread may read it.</summary>
    public virtual IReadOnlyList<string> Remarks => [];

    int IRingPort.TxRings => _tx.Count;

    int IRingPort.RxRings => _rx.Count;

    RingDriver IRingPort.Drive(bool isTx, int ring) => Host is { } host ? host.CallDriver((isTx ? _tx : _rx)[ring])
        : throw new NetmapException(NetmapError.NoSuchDevice, $"{Name} is not open on a host: open it, or add it, first");

    /// <summary>
    /// Packets lost between the rings and that which the port stands for, by reason: before they entered a ring, or after the port had taken
    /// them out of one. Reasons without a loss are left out. Any thread may read it; after the port was closed it says what was true then.
    /// </summary>
    /// <param name="isTx">Of the packets that are sent, or of those that are received.</param>
    public virtual IReadOnlyDictionary<string, ulong> Lost(bool isTx) => NothingLost;

    /// <summary>
    /// Whether packets come in with virtio-net headers (<see cref="SlotFlags.VnetHeader"/>): large ones, and such with unfinished checksums.
    /// </summary>
    public virtual bool BringsVnetHeaders => false;

    /// <summary>Bytes of virtio-net header in front of each frame in the rings: 0, 10 or 12.</summary>
    public virtual int HeaderLength => 0;

    internal NetmapHost? Host { get; set; }

    internal int References { get; set; }

    internal bool IsExclusive { get; set; }

    internal Kloop? Kloop { get; set; }

    /// <summary>Calls the visitor with the index of every buffer that the port has, in its rings and lent out. Nobody may sync meanwhile.</summary>
    public void VisitBuffers(Action<uint> visitor)
    {
        foreach (Kring kring in (IEnumerable<Kring>)[.. _tx, .. _rx])
        {
            SlotRange held = HeldSlots(kring);
            uint at = held.Start;
            for (uint i = 0; i < held.Count; i++)
            {
                visitor(kring.Ring[at].BufIdx);
                at = RingIndex.Next(at, kring.NumSlots);
            }
        }

        VisitLent(visitor);
    }

    /// <summary>The slots whose buffers are this port's. Good while nobody syncs.</summary>
    public IReadOnlyList<SlotRun> HeldRuns() =>
        [.. _tx.Concat(_rx).Select(kring => RunOf(kring, HeldSlots(kring)))];

    /// <summary>Gives up one opening. The last one closes the port and frees its rings and the buffers in them; no driver may be in use.</summary>
    public void Dispose()
    {
        if (Host is { } host)
        {
            host.Close(this);
        }
        else
        {
            Release();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Consumes [hwcur, rhead): advances hwcur over the slots taken and sets hwtail to where room ends.</summary>
    protected internal abstract void TxSync(Kring kring, SyncFlags flags);

    /// <summary>Takes back [hwcur, rhead), so that hwcur = rhead, then advances hwtail over new packets.</summary>
    protected internal abstract void RxSync(Kring kring, SyncFlags flags);

    /// <summary>Whether a sync would bring slots beyond the ring's hwtail. Looks at what other threads publish now.</summary>
    protected internal abstract bool HasWork(Kring kring);

    /// <summary>tx: whether slots handed over are not yet finished with.</summary>
    protected internal virtual bool TxPending(Kring kring) => kring.Pending != 0;

    /// <summary>rx: whether the source will never bring another packet.</summary>
    protected internal virtual bool InputEnded(Kring kring) => false;

    /// <summary>rx: <see cref="System.Diagnostics.Stopwatch"/> timestamp of a paced source's next packet; 0 states nothing.</summary>
    protected internal virtual long NextDue(Kring kring) => 0;

    /// <summary>What becomes readable when the ring has work; -1 if nothing does.</summary>
    protected internal virtual int WakeDescriptor(Kring kring) => kring.Wake.Descriptor;

    /// <summary>Makes <see cref="WakeDescriptor"/> not readable where that takes an action.</summary>
    protected internal virtual void DrainWake(Kring kring) => kring.Wake.Drain();

    /// <summary>The slots whose buffers are this ring's: all of them, unless two rings share a set of buffers.</summary>
    protected internal virtual SlotRange HeldSlots(Kring kring) => new(0, kring.NumSlots);

    /// <summary>Calls the visitor with the index of every buffer that the port has lent to somebody beside its rings: a driver.</summary>
    protected virtual void VisitLent(Action<uint> visitor)
    {
    }

    /// <summary>Called once, before the rings are freed.</summary>
    protected virtual void OnClosed()
    {
    }

    /// <summary>Called once, after the rings were freed.</summary>
    protected virtual void OnFreed()
    {
    }

    /// <summary>Adds a tx ring, numbered in order.</summary>
    /// <exception cref="NetmapException">ENOMEM: the region is used up.</exception>
    protected Kring AddTxRing() => AddRing(_tx, isTx: true, withBuffers: true);

    /// <summary>Adds an rx ring, numbered in order.</summary>
    /// <param name="withBuffers">Whether it has buffers of its own from the start.</param>
    /// <exception cref="NetmapException">ENOMEM: the region is used up.</exception>
    protected Kring AddRxRing(bool withBuffers = true) => AddRing(_rx, isTx: false, withBuffers);

    /// <summary>Closes the port, once.</summary>
    internal void Release()
    {
        if (!_released)
        {
            _released = true;
            OnClosed();
            FreeRings();
            OnFreed();
        }
    }

    private Kring AddRing(List<Kring> rings, bool isTx, bool withBuffers)
    {
        try
        {
            NetmapRing* ring = Region.AllocateRing(Options.Slots, (ushort)rings.Count, isTx, withBuffers, Options.Headroom);
            var kring = new Kring(this, new RingView(ring, Region), rings.Count, isTx);
            rings.Add(kring);
            return kring;
        }
        catch (RegionException e)
        {
            FreeRings();
            throw new NetmapException(NetmapError.NoMemory, $"no ring of {Options.Slots} slots for {Name}: {e.Message}");
        }
    }

    private static SlotRun RunOf(Kring kring, SlotRange held) => new(kring.Ring, held.Start, held.Count);

    private void FreeRings()
    {
        foreach (Kring kring in (IEnumerable<Kring>)[.. _tx, .. _rx])
        {
            SlotRange held = HeldSlots(kring);
            uint n = kring.NumSlots;
            uint at = RingIndex.Advance(held.Start, held.Count, n);
            for (uint i = held.Count; i < n; i++)
            {
                kring.Ring[at].BufIdx = 0; // names a buffer that is somebody else's by now
                at = RingIndex.Next(at, n);
            }

            Region.FreeRing(kring.Ring.Pointer);
            kring.Wake.Dispose();
            kring.Counters?.Remove();
        }

        _tx.Clear();
        _rx.Clear();
    }
}
