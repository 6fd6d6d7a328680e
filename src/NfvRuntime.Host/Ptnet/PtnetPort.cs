using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>The ptnet driver: a port as a guest has it, in another address space than the host's.</summary>
/// <remarks>The control path; one thread. Nothing that the record, the region or the answers say is used before it was checked.</remarks>
public sealed unsafe class PtnetPort : IDisposable
{
    private readonly Func<PtnetRequest, PtnetReply> _control;
    private readonly PtnetWakes _wakes;
    private readonly RingView[] _views;
    private readonly RingDriver?[] _drivers;
    private bool _lent;

    /// <summary>Takes hold of a port that is not created yet.</summary>
    /// <param name="configuration">What the host says of it.</param>
    /// <param name="region">The region it names, attached. Stays the caller's; several ports may lie in it.</param>
    /// <param name="descriptors">What came beside the record, without the region's. The port owns them from here on, also if this fails.</param>
    /// <param name="control">Carries a request to the device and its answer back.</param>
    /// <exception cref="PtnetException">Record, region and descriptors do not fit each other.</exception>
    /// <exception cref="RegionException">A ring is not where the record says, or states an impossible size.</exception>
    public PtnetPort(PtnetConfiguration configuration, Region region, IEnumerable<PtnetDescriptor> descriptors,
        Func<PtnetRequest, PtnetReply> control)
    {
        Configuration = configuration;
        Region = region;
        _control = control;
        _wakes = new PtnetWakes(configuration, descriptors);
        try
        {
            _views = Check();
        }
        catch
        {
            _wakes.Dispose();
            throw;
        }

        _drivers = new RingDriver?[_views.Length];
    }

    /// <summary>What the host says of the port.</summary>
    public PtnetConfiguration Configuration { get; }

    /// <summary>The region of rings and buffers.</summary>
    public Region Region { get; }

    /// <summary>Features that both sides have.</summary>
    public PtnetFeatures Features { get; private set; }

    /// <summary>Length of the virtio-net header in front of each frame.</summary>
    public uint HeaderLength { get; private set; }

    /// <summary>Whether the rings run, and are this guest's.</summary>
    public bool IsCreated { get; private set; }

    /// <summary>Negotiates, and starts the rings. The buffers that the host lends are there to allocate from the region afterwards.</summary>
    /// <param name="headerLength">The header length wanted; <see cref="HeaderLength"/> says what the port took.</param>
    /// <exception cref="NetmapException">The device refuses.</exception>
    public void Create(uint headerLength = 0)
    {
        if (IsCreated)
        {
            return;
        }

        Features = (PtnetFeatures)(uint)Ask(PtnetOperation.Features, (ulong)(Configuration.Offered & PtnetFeatures.Known));
        HeaderLength = (uint)Ask(PtnetOperation.HeaderLength, headerLength);
        Ask(PtnetOperation.Create, Configuration.Version);
        IsCreated = true;
        if (!_lent)
        {
            Region.Lend(ExtraBuffers.Walk(Region, Configuration.ExtraHead, Configuration.ExtraCount));
            _lent = true;
        }
    }

    /// <summary>The driver of a ring. A ring has one owner at a time.</summary>
    /// <param name="ring">Number in the record's order: tx rings first.</param>
    /// <exception cref="NetmapException">ENXIO: the rings are not created. EBUSY: the ring has an owner.</exception>
    /// <exception cref="RingFaultException">The ring's indices are impossible: have it reset.</exception>
    public RingDriver Open(int ring)
    {
        if (!IsCreated)
        {
            throw new NetmapException(NetmapError.NoSuchDevice, $"{Configuration.Name}: the rings are not created: create them first");
        }

        if (_drivers[ring] is not null)
        {
            throw new NetmapException(NetmapError.Busy, $"{Configuration.Name}: ring {ring} has an owner: it has to release it first");
        }

        return _drivers[ring] = Drive(ring);
    }

    /// <summary>Gives a ring up. Its owner does not use the driver any more.</summary>
    public void Release(int ring) => _drivers[ring] = null;

    /// <summary>Asks the host to reset a ring.</summary>
    /// <exception cref="NetmapException">The device refuses.</exception>
    public void ResetRing(int ring) => Ask(PtnetOperation.RingReset, 0, (uint)ring);

    /// <summary>Stops the rings, and returns the buffers that the host lent. What was handed over before goes its way.</summary>
    /// <exception cref="NetmapException">EBUSY: a ring has an owner. ENOMEM: bursts still hold lent buffers. Or the device refuses.</exception>
    public void Delete()
    {
        if (!IsCreated)
        {
            return;
        }

        if (Array.Exists(_drivers, driver => driver is not null))
        {
            throw new NetmapException(NetmapError.Busy, $"{Configuration.Name}: a ring has an owner: it has to release it first");
        }

        uint[] extra = new uint[Configuration.ExtraCount];
        try
        {
            Region.AllocateBuffers(extra);
        }
        catch (InsufficientBuffersException e)
        {
            throw new NetmapException(NetmapError.NoMemory, $"{Configuration.Name}: {e.Asked} buffers were lent and only {e.Free} are home: free all bursts first");
        }

        _lent = false;
        IsCreated = false;
        Ask(PtnetOperation.Delete, ExtraBuffers.Link(Region, extra));
    }

    /// <summary>Closes the port's descriptors, without a word to the host.</summary>
    public void Dispose() => _wakes.Dispose();

    private ulong Ask(PtnetOperation operation, ulong value, uint? ring = null)
    {
        var request = new PtnetRequest(operation, value, ring);
        PtnetReply reply = _control(request);
        return reply.Error == NetmapError.None ? reply.Value
            : throw new NetmapException(reply.Error, $"{Configuration.Name}: {request.Name}: {reply.Reason ?? "the device refuses"}");
    }

    private RingDriver Drive(int ring)
    {
        PtnetRing stated = Configuration.Rings[ring];
        CsbAtok* atok = Region.Atok(stated.CsbEntry);
        CsbKtoa* ktoa = Region.Ktoa(stated.CsbEntry);
        string name = Configuration.Name;
        int number = stated.IsTx ? ring : ring - Configuration.TxRings;
        if ((Configuration.Required & PtnetFeatures.BackToBack) == 0)
        {
            return new CsbRingDriver(_views[ring], stated.IsTx, name, number, atok, ktoa, _wakes.Kick(ring), _wakes.Own(ring));
        }

        var wakes = new BackToBackWakes(_wakes.Own(ring), _wakes.Kick(ring), _wakes.Arbiter);
        return stated.IsTx
            ? new BackToBackSender(_views[ring], name, number, atok, ktoa, wakes)
            : new BackToBackReceiver(_views[ring], name, number, atok, ktoa, wakes);
    }

    private RingView[] Check()
    {
        PtnetConfiguration stated = Configuration;
        if (Region.MemId != stated.MemId || Region.SharedGeneration != stated.RegionGeneration || (ulong)Region.FileSize != stated.RegionBytes
            || !Region.IsCurrent)
        {
            throw new PtnetException($"{stated.Name} lies in region {stated.MemId} of generation {stated.RegionGeneration} with {stated.RegionBytes} bytes; "
                + $"attached is {Region.MemId} of generation {Region.SharedGeneration} with {Region.FileSize}: attach the region anew");
        }

        var views = new RingView[stated.Rings.Count];
        for (int i = 0; i < views.Length; i++)
        {
            PtnetRing ring = stated.Rings[i];
            views[i] = new RingView(Region.RingAt((long)ring.Offset), Region);
            if (views[i].NumSlots != ring.Slots || ring.CsbEntry >= Region.CsbEntries)
            {
                throw new PtnetException($"{stated.Name}: ring {i} has {views[i].NumSlots} slots and the region {Region.CsbEntries} CSB entries; "
                    + $"the record states {ring.Slots} slots and entry {ring.CsbEntry}");
            }

            bool isBackToBack = (stated.Required & PtnetFeatures.BackToBack) != 0;
            if (isBackToBack && ring.IsHostHalf == ring.IsTx)
            {
                throw new PtnetException($"{stated.Name}: ring {i} of a back-to-back pipe has the wrong half of the CSB");
            }
        }

        return views;
    }
}
