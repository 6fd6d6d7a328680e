using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>The ptnet device in software, host side: what a guest is told of a port, and the control operations by which it uses it.</summary>
/// <remarks>The control path; calls exclude each other. The transport carries <see cref="Configuration"/> and <see cref="Descriptors"/> to the guest,
/// and its requests to <see cref="Execute"/>.</remarks>
public abstract class PtnetDevice : IDisposable
{
    private readonly Lock _lock = new();
    private uint[] _extra = [];
    private uint _lent;
    private bool _disposed;

    private protected PtnetDevice(Region region, PtnetOptions options)
    {
        if (region.CsbEntries == 0)
        {
            throw new NetmapException(NetmapError.Invalid,
                "the port's region is anonymous memory, which no guest can map: create the region as sealed memory or as a named file");
        }

        Region = region;
        Options = options;
        Acknowledged = PtnetFeatures.None;
        _extra = new uint[options.ExtraBuffers];
        region.AllocateBuffers(_extra);
        _lent = options.ExtraBuffers;
    }

    /// <summary>What the guest is told. Another one after ring counts have changed.</summary>
    public PtnetConfiguration Configuration { get; private set; } = null!;

    /// <summary>The region of rings and buffers.</summary>
    public Region Region { get; }

    /// <summary>Whether the guest has created the rings, so that they are its.</summary>
    public bool IsCreated { get; private set; }

    /// <summary>What the guest has acknowledged.</summary>
    public PtnetFeatures Acknowledged { get; private set; }

    /// <summary>What goes to the guest beside the record. The handles stay the device's.</summary>
    public abstract IReadOnlyList<PtnetDescriptor> Descriptors { get; }

    private protected PtnetOptions Options { get; }

    /// <summary>Executes one request of the guest. Its mistakes become errors in the answer.</summary>
    public PtnetReply Execute(PtnetRequest request)
    {
        lock (_lock)
        {
            try
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return new PtnetReply(NetmapError.None, Perform(request));
            }
            catch (NetmapException e)
            {
                return new PtnetReply(e.Error, 0, e.Message);
            }
            catch (RegionException e)
            {
                return new PtnetReply(NetmapError.NoMemory, 0, e.Message);
            }
        }
    }

    /// <summary>For a host that comes back: the guest of an earlier host's device goes on with this one, as created.</summary>
    /// <param name="guests">The record that the guest has.</param>
    /// <exception cref="NetmapException">EBUSY: this device has a guest. EINVAL: the record's rings are not this device's.</exception>
    public void Resume(PtnetConfiguration guests)
    {
        lock (_lock)
        {
            RequireDeleted("a guest goes on");
            if (!guests.Rings.SequenceEqual(Configuration.Rings) || guests.RegionGeneration != Configuration.RegionGeneration
                || guests.Required != Configuration.Required)
            {
                throw new NetmapException(NetmapError.Invalid, $"{guests.Name}: the guest's rings are not those of this device: have it attach anew");
            }

            ApplyHeader(guests.HeaderLength);
            Start();
            Region.ReleaseBuffers(_extra);
            _extra = [];
            _lent = guests.ExtraCount;
            Configuration = guests;
            Acknowledged = guests.Offered;
            IsCreated = true;
        }
    }

    /// <summary>The guest is gone without a word: its rings are taken back, whatever state it left them in. Buffers that only it knew stay out until
    /// the region is reconciled or dropped.</summary>
    public void Abandon()
    {
        lock (_lock)
        {
            if (IsCreated)
            {
                IsCreated = false;
                Acknowledged = PtnetFeatures.None;
                State([]);
                Forsake();
            }
        }
    }

    /// <summary>Lends the next guest as many buffers as the options say, after <see cref="Abandon"/> or where some did not come back.</summary>
    /// <exception cref="NetmapException">EBUSY: the guest has created the rings.</exception>
    /// <exception cref="InsufficientBuffersException">The region has not so many: reconcile it first.</exception>
    public void Lend()
    {
        lock (_lock)
        {
            RequireDeleted("buffers are lent");
            uint[] extra = new uint[Options.ExtraBuffers];
            Region.AllocateBuffers(extra);
            Region.ReleaseBuffers(_extra);
            State(extra);
        }
    }

    /// <summary>Calls the visitor with the index of every buffer that waits here to be lent: the guest has not created the rings.</summary>
    public void VisitLent(Action<uint> visitor)
    {
        lock (_lock)
        {
            Array.ForEach(IsCreated ? [] : _extra, index => visitor(index));
        }
    }

    /// <summary>Withdraws the device. The guest may not use it any more; what it was lent and has not returned stays out.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (!_disposed)
            {
                _disposed = true;
                if (IsCreated)
                {
                    IsCreated = false;
                    Forsake();
                }
                else
                {
                    Region.ReleaseBuffers(_extra);
                }

                Close();
            }
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Runs an action while no control operation does.</summary>
    private protected void Exclude(Action action)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            action();
        }
    }

    /// <summary>States the present rings under the next version.</summary>
    private protected void Describe(string name, PtnetFeatures offered, PtnetFeatures required, uint headroom, ulong ifOffset, PtnetRing[] rings)
    {
        if (rings.Length > PtnetConfiguration.MaxRings)
        {
            throw new NetmapException(NetmapError.Invalid, $"{name} has {rings.Length} rings: a guest can have {PtnetConfiguration.MaxRings}");
        }

        Configuration = new PtnetConfiguration
        {
            Name = name,
            Version = (Configuration?.Version ?? 0) + 1,
            MemId = Region.MemId,
            RegionGeneration = Region.SharedGeneration,
            RegionBytes = (ulong)Region.FileSize,
            Offered = offered,
            Required = required,
            HeaderLength = HeaderOfPort,
            Headroom = headroom,
            Mac = Options.Mac,
            IfOffset = ifOffset,
            ExtraHead = ExtraBuffers.Link(Region, _extra),
            ExtraCount = (uint)_extra.Length,
            Rings = rings,
        };
    }

    /// <summary>Gives the rings to the guest.</summary>
    private protected abstract void Start();

    /// <summary>Takes the rings back from a guest that asks for it, with everything that it handed over.</summary>
    private protected abstract void Stop();

    /// <summary>Takes the rings back from a guest that may be gone.</summary>
    private protected abstract void Forsake();

    /// <summary>Has a ring reset.</summary>
    private protected abstract void Reset(int ring);

    /// <summary>Whether frames may have a virtio-net header of this length.</summary>
    private protected abstract bool TakesHeader(uint length);

    /// <summary>Has frames with headers of a length that the port takes; 0 every port does.</summary>
    private protected virtual void ApplyHeader(uint length)
    {
    }

    /// <summary>Bytes of virtio-net header in front of the port's frames before a guest has said otherwise.</summary>
    private protected virtual uint HeaderOfPort => Configuration?.HeaderLength ?? 0;

    /// <summary>Frees what the device made.</summary>
    private protected abstract void Close();

    private ulong Perform(PtnetRequest request)
    {
        if (request.Ring >= (ulong)Configuration.Rings.Count || (request.Ring is null && request.Operation == PtnetOperation.RingReset))
        {
            throw new NetmapException(NetmapError.Invalid, $"{request.Name}: there is no ring {request.Ring}: the device has {Configuration.Rings.Count}");
        }

        switch (request.Operation)
        {
            case PtnetOperation.Features:
                RequireDeleted("features are acknowledged");
                return (ulong)(Acknowledged = (PtnetFeatures)(uint)request.Value & Configuration.Offered);
            case PtnetOperation.Create:
                return Create(request.Value);
            case PtnetOperation.Delete:
                return Delete(request.Value);
            case PtnetOperation.HeaderLength:
                return SetHeaderLength(request.Value);
            case PtnetOperation.RingReset:
                Reset((int)request.Ring!);
                return 0;
            case PtnetOperation.Version:
                return Configuration.Version;
            default:
                throw new NetmapException(NetmapError.NotSupported, $"operation {(int)request.Operation}: this device has no such one");
        }
    }

    private ulong Create(ulong version)
    {
        if (version != Configuration.Version)
        {
            throw new NetmapException(NetmapError.Invalid,
                $"the guest knows version {version} of the configuration, the device has {Configuration.Version}: attach anew");
        }

        if ((Configuration.Required & ~Acknowledged) is not 0 and var missing)
        {
            throw new NetmapException(NetmapError.NotSupported, $"the device requires {missing}: acknowledge it before creating");
        }

        if (!IsCreated)
        {
            Start();
            IsCreated = true;
        }

        return version;
    }

    private ulong Delete(ulong head)
    {
        if (!IsCreated)
        {
            return 0;
        }

        Stop();
        IsCreated = false;
        Acknowledged = PtnetFeatures.None;
        uint lent = _lent;
        State([]);
        if (head > uint.MaxValue)
        {
            throw new NetmapException(NetmapError.Invalid, $"no buffer has the number {head}");
        }

        State(ExtraBuffers.Walk(Region, (uint)head, lent));
        return (ulong)_extra.Length;
    }

    private uint SetHeaderLength(ulong length)
    {
        RequireDeleted("the header length is set");
        if (length is not (0 or 10 or 12))
        {
            throw new NetmapException(NetmapError.Invalid, $"a virtio-net header of {length} bytes: choose 0, 10 or 12");
        }

        // Read back, as in netmap: a length that the port does not take leaves the old one.
        if (length == 0 || ((Acknowledged & PtnetFeatures.VnetHeader) != 0 && TakesHeader((uint)length)))
        {
            ApplyHeader((uint)length);
            Configuration = Configuration with { HeaderLength = (uint)length };
        }

        return Configuration.HeaderLength;
    }

    private void State(uint[] extra)
    {
        _extra = extra;
        _lent = (uint)extra.Length;
        Configuration = Configuration with { ExtraHead = ExtraBuffers.Link(Region, extra), ExtraCount = (uint)extra.Length };
    }

    private void RequireDeleted(string what)
    {
        if (IsCreated)
        {
            throw new NetmapException(NetmapError.Busy, $"{what} while the rings run: delete first");
        }
    }
}
