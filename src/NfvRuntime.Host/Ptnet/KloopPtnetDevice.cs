using Microsoft.Win32.SafeHandles;
using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>A ptnet device whose port is the host's: a pipe end, a switch port or any other, served by a kloop.</summary>
public sealed unsafe class KloopPtnetDevice : PtnetDevice
{
    // After a guest has stopped, each round moves on at least one ring's slots; a port with room for all of them takes two.
    private const int LastRounds = 64;

    private readonly NetmapHost _host;
    private readonly List<PtnetDescriptor> _descriptors = [];
    private readonly List<SafeFileHandle> _guestEnds = [];
    private HostPort _port;
    private CsbArea? _area;
    private NetmapIf* _if;
    private Wake[] _wakes = [];
    private IDisposable? _service;

    /// <summary>Offers a port. It stays the caller's, and is opened exclusively as long as the device is there.</summary>
    /// <param name="host">The port's host.</param>
    /// <param name="port">The port; nobody drives its rings.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <exception cref="NetmapException">EINVAL: the port's region cannot be mapped by others. ENOMEM: descriptors are used up.</exception>
    /// <exception cref="RegionException">The region is used up.</exception>
    public KloopPtnetDevice(NetmapHost host, HostPort port, PtnetOptions? options = null)
        : base(port.Region, options ?? PtnetOptions.Default)
    {
        _host = host;
        _port = port;
        try
        {
            Build();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The kloop, as long as the guest has created the rings.</summary>
    public Kloop? Kloop { get; private set; }

    /// <inheritdoc/>
    public override IReadOnlyList<PtnetDescriptor> Descriptors => _descriptors;

    /// <summary>Puts another port in place of this one, with other ring counts. The guest has to attach anew, with new descriptors.</summary>
    /// <param name="port">A port in the same region. It stays the caller's, and so does the old one.</param>
    /// <exception cref="NetmapException">EBUSY: the guest has created the rings. EINVAL: the port is in another region.</exception>
    public void Rebind(HostPort port) => Exclude(() =>
    {
        if (IsCreated)
        {
            throw new NetmapException(NetmapError.Busy, $"{_port.Name}: the guest uses the rings: it has to delete first");
        }

        if (port.Region != Region)
        {
            throw new NetmapException(NetmapError.Invalid, $"{port.Name} is in another region than {_port.Name}: make a device of its own for it");
        }

        Close();
        _port = port;
        Build();
    });

    private protected override void Start()
    {
        Kloop = _host.OpenKloop(_port, new KloopOptions { Area = _area, Wakes = _wakes });
        _service = Options.Serve?.Invoke(Kloop);
    }

    private protected override void Stop()
    {
        _service?.Dispose();
        _service = null;
        for (int i = 0; i < LastRounds && Kloop!.Poll(); i++)
        {
            // what the guest had published before it asked is accepted, and stays in the port's rings where it cannot go on
        }

        Kloop!.Dispose();
        Kloop = null;
    }

    private protected override void Forsake()
    {
        _service?.Dispose();
        _service = null;
        Kloop?.Dispose();
        Kloop = null;
        foreach (Kring kring in (IEnumerable<Kring>)[.. _port.Tx, .. _port.Rx])
        {
            kring.Forsake();
        }
    }

    private protected override void Reset(int ring)
    {
        if (Kloop is null)
        {
            throw new NetmapException(NetmapError.NoSuchDevice, $"{_port.Name}: the rings are not created: create them first");
        }

        Kloop.Rings[ring].AskForReset();
    }

    // What a pipe end is given it hands on as it is, and a switch translates; any other port reads frames, and takes none with a header.
    private protected override bool TakesHeader(uint length) => _port is PipeEnd or ValePort;

    private protected override void ApplyHeader(uint length) => (_port as ValePort)?.SetHeaderLength((int)length);

    private protected override uint HeaderOfPort => _port is ValePort ? (uint)_port.HeaderLength : base.HeaderOfPort;

    private protected override void Close()
    {
        if (_if is not null)
        {
            Region.FreeIf(_if);
            _if = null;
        }

        _area?.Dispose();
        _area = null;
        Array.ForEach(_wakes, wake => wake.Dispose());
        _guestEnds.ForEach(end => end.Dispose());
        _wakes = [];
        _guestEnds.Clear();
        _descriptors.Clear();
    }

    private void Build()
    {
        Kring[] krings = [.. _port.Tx, .. _port.Rx];
        CsbArea area = _area = new CsbArea(Region, krings.Length);
        _if = Region.AllocateIf(_port.Name, [.. _port.Tx.Select(Address)], [.. _port.Rx.Select(Address)]);
        _descriptors.Add(new PtnetDescriptor(PtnetDescriptorRole.Region, null, Region.Handle!));
        _wakes = [.. krings.Select((kring, ring) => Connect(kring, ring))];
        PtnetFeatures offered = PtnetFeatures.ResetEpochs
            | (TakesHeader(12) ? PtnetFeatures.VnetHeader : 0) | (Options.Untrusted is null ? 0 : PtnetFeatures.SocketKicks);
        Describe(_port.Name, offered, offered & ~PtnetFeatures.VnetHeader, (uint)_port.Options.Headroom, (ulong)Region.OffsetOf(_if),
            [.. krings.Select((kring, i) => new PtnetRing((ulong)Region.OffsetOf(kring.Ring.Pointer), kring.NumSlots, area.Entry(i), kring.IsTx))]);
    }

    private static nint Address(Kring kring) => (nint)kring.Ring.Pointer;

    private Wake Connect(Kring kring, int ring)
    {
        if (Options.Untrusted is { } limit)
        {
            SocketWake mine = SocketWake.CreatePair(limit, out SafeFileHandle guest);
            _guestEnds.Add(guest);
            _descriptors.Add(new PtnetDescriptor(PtnetDescriptorRole.Kick, ring, guest));
            return mine;
        }

        var notification = new WakeEvent();
        _descriptors.Add(new PtnetDescriptor(PtnetDescriptorRole.Kick, ring, kring.Wake.Event.Handle));
        _descriptors.Add(new PtnetDescriptor(PtnetDescriptorRole.Notify, ring, notification.Handle));
        return notification;
    }
}
