using NfvRuntime.Netmap.Control;

namespace NfvRuntime.Host;

/// <summary>Serves a port's rings through the CSB, for an application in another thread, process or machine. Passive: it has no thread.</summary>
/// <remarks>One thread polls all rings, or several poll a ring each; never two the same.</remarks>
public sealed unsafe class Kloop : IDisposable
{
    private readonly KloopRing[] _rings;
    private readonly CsbArea _area;
    private readonly bool _ownsArea;

    internal Kloop(HostPort port, CsbArea area, bool ownsArea, KloopOptions options)
    {
        Port = port;
        _area = area;
        _ownsArea = ownsArea;
        Kring[] krings = [.. port.Tx, .. port.Rx];
        _rings = new KloopRing[krings.Length];
        for (int i = 0; i < krings.Length; i++)
        {
            bool isDirect = (options.Direct & (krings[i].IsTx ? KloopModes.DirectTx : KloopModes.DirectRx)) != 0;
            _rings[i] = new KloopRing(krings[i], area.Atok(i), area.Ktoa(i), options.Wakes?[i], isDirect);
        }
    }

    /// <summary>The port.</summary>
    public HostPort Port { get; }

    /// <summary>The CSB.</summary>
    public CsbArea Area => _area;

    /// <summary>Its rings in CSB order: tx, then rx.</summary>
    public IReadOnlyList<KloopRing> Rings => _rings;

    /// <summary>The application's driver of a ring, for an application in this process.</summary>
    /// <param name="ring">Number in CSB order.</param>
    public CsbRingDriver CreateDriver(int ring)
    {
        Kring kring = _rings[ring].Kring;
        return new CsbRingDriver(kring.Ring, kring.IsTx, Port.Name, kring.Number, _area.Atok(ring), _area.Ktoa(ring),
            _rings[ring].HostWake, _rings[ring].ApplicationWake);
    }

    /// <summary>Serves every ring that is not direct once. Never blocks.</summary>
    /// <returns>Whether anything moved.</returns>
    public bool Poll()
    {
        bool moved = false;
        foreach (KloopRing ring in _rings)
        {
            moved |= !ring.IsDirect && ring.Poll();
        }

        return moved;
    }

    /// <summary>Asks for kicks on every ring, then looks again.</summary>
    /// <returns>True if a ring has work: do not sleep; all requests are withdrawn.</returns>
    public bool Arm()
    {
        foreach (KloopRing ring in _rings)
        {
            if (!ring.IsDirect && ring.Arm())
            {
                Disarm();
                return true;
            }
        }

        return false;
    }

    /// <summary>Withdraws the requests for kicks.</summary>
    public void Disarm()
    {
        foreach (KloopRing ring in _rings)
        {
            ring.Disarm();
        }
    }

    /// <summary>Consumes the kicks that arrived.</summary>
    public void Drain()
    {
        foreach (KloopRing ring in _rings)
        {
            ring.Drain();
        }
    }

    /// <summary>Ends the service. Neither side may use the rings' CSB any more; the port can then be driven by call again.</summary>
    /// <remarks>What the application published and no poll has seen is not the host's yet: poll once more first. What a poll has accepted
    /// stays in the port's rings.</remarks>
    public void Dispose()
    {
        Port.Kloop = null;
        foreach (KloopRing ring in _rings)
        {
            ring.Close();
        }

        if (_ownsArea)
        {
            _area.Dispose();
        }
    }
}
