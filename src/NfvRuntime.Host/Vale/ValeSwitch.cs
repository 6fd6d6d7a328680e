using NfvRuntime.Netmap;
using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>A VALE switch: exists while it has a port.</summary>
public sealed class ValeSwitch
{
    private readonly Lock _lock = new();
    private ValePort?[] _ports = [];

    internal ValeSwitch(string name, ValeLookup lookup, NetmapHost host)
    {
        Host = host;
        Name = name;
        Lookup = lookup;
    }

    /// <summary>The part of the ports' names before the colon.</summary>
    public string Name { get; }

    /// <summary>What decides where packets go.</summary>
    public ValeLookup Lookup { get; }

    /// <summary>Ports on the switch.</summary>
    public int PortCount => Ports.Count(port => port is not null);

    internal NetmapHost Host { get; }

    /// <summary>The ports by number, null in free places. Never changed, only replaced.</summary>
    internal ValePort?[] Ports => Volatile.Read(ref _ports);

    internal ValePort Attach(string name, Region region, PortOptions options)
    {
        lock (_lock)
        {
            if (PortCount >= Lookup.MaxPorts)
            {
                throw new NetmapException(NetmapError.NoMemory,
                    $"switch {Name} has {PortCount} ports and takes no more: close one, or use another switch for {name}");
            }

            int number = Array.IndexOf(_ports, null);
            number = number < 0 ? _ports.Length : number;
            var port = new ValePort(this, number, name, region, options);
            try
            {
                port.AddForwarders();
            }
            catch
            {
                port.Release();
                throw;
            }

            ValePort?[] ports = [.. _ports, .. new ValePort?[number == _ports.Length ? 1 : 0]];
            ports[number] = port;
            Volatile.Write(ref _ports, ports);
            return port;
        }
    }

    /// <summary>Takes a port off. When this returns nobody sends to it any more.</summary>
    internal void Detach(ValePort port)
    {
        lock (_lock)
        {
            if (Array.IndexOf(_ports, port) < 0)
            {
                return;
            }

            ValePort?[] ports = [.. _ports];
            ports[port.Number] = null;
            Volatile.Write(ref _ports, ports);

            // Whoever entered the switch before this barrier is seen to be in it; whoever enters later finds the new list.
            Interlocked.MemoryBarrierProcessWide();
            SpinWait spin = default;
            foreach (ValePort? sender in ports)
            {
                foreach (ValeForwarder forwarder in sender is null ? [] : sender.Forwarders)
                {
                    while (forwarder.IsInSwitch)
                    {
                        spin.SpinOnce();
                    }
                }
            }

            Lookup.PortGone(port.Number);
        }
    }
}
