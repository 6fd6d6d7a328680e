using NfvRuntime.Counters;
using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>The user-space netmap host: opens ports by name, and lends out the drivers of their rings.</summary>
/// <remarks>The control path: all members may be called from any thread, and take a lock.</remarks>
public sealed class NetmapHost : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HostPort> _ports = [];
    private readonly Dictionary<string, ValeSwitch> _switches = [];
    private readonly Dictionary<string, ValeLookup> _lookups = [];
    private readonly Dictionary<string, int> _pipes = [];
    private readonly CounterTable? _ownCounters;

    /// <summary>Makes a host without ports.</summary>
    /// <param name="region">Where ports take rings and buffers from unless they are told otherwise. Stays the caller's, and outlives the host.</param>
    /// <param name="counters">Where rings and switches count; null: a table of the host's own. Stays the caller's, and outlives the host.</param>
    /// <param name="chain">The chain that opens the ports, for the labels of what they count; null where there is none.</param>
    public NetmapHost(Region region, CounterTable? counters = null, string? chain = null)
    {
        Region = region;
        Chain = chain;
        _ownCounters = counters is null ? CounterTable.Create() : null;
        Counters = counters ?? _ownCounters!;
    }

    /// <summary>The default region.</summary>
    public Region Region { get; }

    /// <summary>Where rings and switches count.</summary>
    public CounterTable Counters { get; }

    /// <summary>The chain that opens the ports; null where there is none.</summary>
    public string? Chain { get; }

    /// <summary>All ports, open ones and pipe ends whose other end is open.</summary>
    public IReadOnlyList<HostPort> Ports
    {
        get
        {
            lock (_lock)
            {
                return [.. _ports.Values];
            }
        }
    }

    /// <summary>Adds cells that count something of one ring: they carry the labels chain, port, direction and ring.</summary>
    /// <param name="port">What counters call the port: the label of its options, or its name.</param>
    /// <param name="ring">Number of the ring in its port and direction.</param>
    /// <param name="isTx">Direction.</param>
    /// <param name="cells">The cells.</param>
    /// <exception cref="NetmapException">ENOMEM: the counter table is full.</exception>
    public CounterBlock AddRingCounters(string port, int ring, bool isTx, params CounterSpec[] cells) => CounterBlocks.Add(
        this, cells, (LabelKeys.Port, port), (LabelKeys.Direction, isTx ? LabelKeys.Transmit : LabelKeys.Receive), (LabelKeys.Ring, $"{ring}"));

    /// <summary>Says how a switch that does not exist yet will forward. Without this it learns.</summary>
    /// <param name="switchName">The part of the ports' names before the colon, such as <c>vale0</c>.</param>
    /// <param name="lookup">The switch's own look-up.</param>
    /// <exception cref="NetmapException">EBUSY: the switch exists.</exception>
    public void ConfigureSwitch(string switchName, ValeLookup lookup)
    {
        lock (_lock)
        {
            if (_switches.ContainsKey(switchName))
            {
                throw new NetmapException(NetmapError.Busy, $"switch {switchName} exists: configure it before its first port is opened");
            }

            _lookups[switchName] = lookup;
        }
    }

    /// <summary>Opens a port, and creates it if it is not there: <c>valeX:Y</c>, or a pipe end <c>parent{id</c> or <c>parent}id</c>.</summary>
    /// <param name="name">The name. What it states about rings, slots, exclusive use and offsets goes before the options.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <returns>The port; each open needs one dispose.</returns>
    /// <exception cref="NetmapException">EBUSY: exclusive use. EINVAL: the name or a count. EIO: frames have headers that were not accepted.
    /// ENOMEM: region, switches or ports are used up. ENXIO:
    /// there is no port of that name. EOPNOTSUPP: something that this host has not.</exception>
    public HostPort Open(PortName name, PortOptions? options = null)
    {
        PortOptions asked = PortRequest.Apply(name, options ?? PortOptions.Default);
        lock (_lock)
        {
            if (_ports.GetValueOrDefault(name.Name) is not { } port)
            {
                port = Create(name, asked with { Region = RegionFor(name, asked) });
            }

            return Refer(port, asked);
        }
    }

    /// <summary>Opens a port by the text of its name; <c>netmap:</c> may be left away.</summary>
    /// <exception cref="NetmapException">As for a parsed name; EINVAL also if the text is none.</exception>
    public HostPort Open(string name, PortOptions? options = null)
    {
        string full = name.StartsWith("netmap", StringComparison.Ordinal) || name.StartsWith("vale", StringComparison.Ordinal)
            ? name : $"netmap:{name}";
        return PortName.TryParse(full, out PortName? parsed, out string? error)
            ? Open(parsed, options)
            : throw new NetmapException(NetmapError.Invalid, error);
    }

    /// <summary>Opens a port with rings and no data path, the label being free.</summary>
    /// <exception cref="NetmapException">EEXIST: a port has that name. ENOMEM: the region is used up. EINVAL: a count.</exception>
    public NullPort OpenNull(string label, PortOptions? options = null)
    {
        PortOptions asked = options ?? PortOptions.Default;
        lock (_lock)
        {
            RequireNew(label);
            PortChecks.Slots(label, asked);
            var port = new NullPort(label, asked.Region ?? Region, asked);
            Register(port);
            Refer(port, asked);
            return port;
        }
    }

    /// <summary>Takes in a port of a kind that the host does not know. It counts as opened once.</summary>
    /// <exception cref="NetmapException">EEXIST: a port has that name. ENOMEM: the counter table is full; the port is then closed.</exception>
    public void Add(HostPort port)
    {
        lock (_lock)
        {
            RequireNew(port.Name);
            Register(port);
            Refer(port, port.Options);
        }
    }

    /// <summary>The driver by which a ring is used from within this process. There is one per ring, so its state outlives whoever drives it.</summary>
    /// <exception cref="NetmapException">EBUSY: a kloop serves the ring. ENXIO: the port is closed, or was never taken in.</exception>
    public RingDriver CallDriver(Kring kring)
    {
        lock (_lock)
        {
            RequireOpen(kring.Port);
            if (kring.Port.Kloop is not null)
            {
                throw new NetmapException(NetmapError.Busy, $"{kring.Port.Name} is in CSB mode: use its kloop's drivers, or dispose of the kloop");
            }

            return kring.Driver ??= new CallRingDriver(kring);
        }
    }

    /// <summary>Puts a port into CSB mode.</summary>
    /// <param name="port">The port.</param>
    /// <param name="options">How; null: the defaults.</param>
    /// <exception cref="NetmapException">EBUSY: its rings are driven by call, or it has a kloop. EINVAL: area or wakes are too few. ENXIO: the port is closed.</exception>
    public Kloop OpenKloop(HostPort port, KloopOptions? options = null)
    {
        KloopOptions asked = options ?? KloopOptions.Default;
        lock (_lock)
        {
            RequireOpen(port);
            if (port.Kloop is not null)
            {
                throw new NetmapException(NetmapError.Busy, $"{port.Name} has a kloop: dispose of it first");
            }

            if (port.Tx.Concat(port.Rx).Any(kring => kring.Driver is not null))
            {
                throw new NetmapException(NetmapError.Busy, $"rings of {port.Name} are driven by call: open the port anew for a kloop");
            }

            int rings = port.Tx.Count + port.Rx.Count;
            if (asked.Area?.Rings < rings || asked.Wakes?.Count < rings)
            {
                throw new NetmapException(NetmapError.Invalid,
                    $"{port.Name} has {rings} rings; the CSB area has {asked.Area?.Rings} entries, and there are {asked.Wakes?.Count} wakes");
            }

            return port.Kloop = new Kloop(port, asked.Area ?? new CsbArea(Math.Max(1, rings)), ownsArea: asked.Area is null, asked);
        }
    }

    /// <summary>Closes every port. No driver may be in use any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (HostPort port in _ports.Values.ToArray())
            {
                port.References = 0;
                Remove(port);
            }

            _ownCounters?.Dispose();
        }
    }

    internal void Close(HostPort port)
    {
        lock (_lock)
        {
            if (port.References == 0 || --port.References > 0)
            {
                return;
            }

            port.IsExclusive = false;
            if (port is not PipeEnd end)
            {
                Remove(port);
            }
            else if (end.Peer.References == 0)
            {
                Remove(end);
                Remove(end.Peer);
                _pipes[end.PipeName.Parent]--;
            }
        }
    }

    private HostPort Refer(HostPort port, PortOptions asked)
    {
        if (port.References > 0 && (asked.Exclusive || port.IsExclusive))
        {
            throw new NetmapException(NetmapError.Busy,
                $"{port.Name} is open{(port.IsExclusive ? " for exclusive use" : "")}: close it first, or open it without exclusive use");
        }

        if (port.HeaderLength != 0 && !asked.AcceptsHeaders)
        {
            throw new NetmapException(NetmapError.InputOutput,
                $"{port.Name} has a virtio-net header of {port.HeaderLength} bytes in front of each frame: set its length to 0, or open it as one who accepts headers");
        }

        if (port.References == 0 && asked.Label is { } label && label != port.Label)
        {
            Relabel(port, label); // the end of a pipe that came to be with the other one
        }

        port.References++;
        port.IsExclusive = asked.Exclusive;
        return port;
    }

    /// <summary>Counts under another name from now on. Nobody syncs the port's rings.</summary>
    private void Relabel(HostPort port, string label)
    {
        port.Label = label;
        foreach (Kring kring in port.Tx.Concat(port.Rx))
        {
            RingCounters before = kring.Counters;
            kring.Counters = new RingCounters(this, kring);
            before.Remove();
        }
    }

    private HostPort Create(PortName name, PortOptions options) =>
        name.Pipe is { } pipe ? CreatePipe(pipe, options)
        : name.Vale is { } vale ? CreateVale(name.Name, vale.Switch, options)
        : throw new NetmapException(NetmapError.NoSuchDevice,
            $"there is no port '{name.Name}': write valeX:Y, or parent{{id and parent}}id for the ends of a pipe");

    private Region? RegionFor(PortName name, PortOptions options)
    {
        if (name.Share is { Port: var other })
        {
            return _ports.GetValueOrDefault(other)?.Region
                ?? throw new NetmapException(NetmapError.NoSuchDevice, $"'{name}': there is no port '{other}' to share memory with: open it first");
        }

        if (name.MemId == 0 || name.MemId == (options.Region ?? Region).MemId)
        {
            return options.Region;
        }

        return _ports.Values.FirstOrDefault(port => port.Region.MemId == name.MemId)?.Region
            ?? throw new NetmapException(NetmapError.Invalid, $"'{name}': no open port uses memory {name.MemId}: leave @{name.MemId} away");
    }

    private PipeEnd CreatePipe(PipeName name, PortOptions options)
    {
        HostPort? parent = _ports.GetValueOrDefault(name.Parent);
        PortChecks.Pipe(name, options);
        if (_pipes.GetValueOrDefault(name.Parent) == HostLimits.PipesPerParent)
        {
            throw new NetmapException(NetmapError.NoMemory,
                $"{name.Parent} has {HostLimits.PipesPerParent} pipes and takes no more: use another parent");
        }

        Region region = options.Region ?? parent?.Region ?? Region;
        PipeName masterName = name with { IsMaster = true };
        PortOptions masters = name.IsMaster ? options : options with { TxRings = options.RxRings, RxRings = options.TxRings };
        (PipeEnd master, PipeEnd slave) = PipeEnd.CreatePair(masterName, region, masters);
        PipeEnd other = name.IsMaster ? slave : master;
        other.Label = other.Name; // nobody has opened it yet
        Register(master, slave);
        _pipes[name.Parent] = _pipes.GetValueOrDefault(name.Parent) + 1;
        return name.IsMaster ? master : slave;
    }

    private ValePort CreateVale(string name, string switchName, PortOptions options)
    {
        PortChecks.Vale(name, options);
        ValeSwitch? @switch = _switches.GetValueOrDefault(switchName);
        if (@switch is null)
        {
            if (_switches.Count == HostLimits.Switches)
            {
                throw new NetmapException(NetmapError.NoMemory,
                    $"there are {HostLimits.Switches} switches: close the ports of one before opening {name}");
            }

            @switch = new ValeSwitch(switchName, _lookups.GetValueOrDefault(switchName) ?? new LearningLookup(), this);
        }

        ValePort port = @switch.Attach(name, options.Region ?? Region, options);
        Register(port);
        _switches[switchName] = @switch;
        return port;
    }

    private void RequireOpen(HostPort port)
    {
        if (port.Host != this)
        {
            throw new NetmapException(NetmapError.NoSuchDevice, $"{port.Name} is not open on this host: open it, or add it, first");
        }
    }

    private void RequireNew(string name)
    {
        if (_ports.ContainsKey(name))
        {
            throw new NetmapException(NetmapError.Exists, $"there is a port '{name}': choose another name");
        }
    }

    // Takes ports in together, or not at all.
    private void Register(params ReadOnlySpan<HostPort> ports)
    {
        try
        {
            foreach (HostPort port in ports)
            {
                foreach (Kring kring in port.Tx.Concat(port.Rx))
                {
                    kring.Counters = new RingCounters(this, kring);
                }
            }
        }
        catch
        {
            foreach (HostPort port in ports)
            {
                port.Release();
            }

            throw;
        }

        foreach (HostPort port in ports)
        {
            port.Host = this;
            _ports[port.Name] = port;
        }
    }

    private void Remove(HostPort port)
    {
        if (!_ports.Remove(port.Name))
        {
            return;
        }

        port.Kloop?.Dispose();
        port.Host = null;
        port.Release();
        if (port is ValePort { Switch: { PortCount: 0 } @switch })
        {
            _switches.Remove(@switch.Name);
        }
    }
}
