using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>One ring served through the CSB. Passive: somebody polls it, and sleeps on its descriptor when told that there is nothing.</summary>
/// <remarks>All members are called by the serving thread only.</remarks>
public sealed unsafe class KloopRing
{
    private readonly CsbHostSide _csb;
    private readonly CsbEpoch _epoch;
    private readonly bool _ownsWake;
    private readonly Lock _forwarding = new();
    private bool _closed;
    private uint _resets;
    private bool _armed;
    private volatile bool _resetAsked;

    internal KloopRing(Kring kring, CsbAtok* atok, CsbKtoa* ktoa, Wake? wake, bool isDirect)
    {
        Kring = kring;
        IsDirect = isDirect;
        _csb = new CsbHostSide(atok, ktoa);
        _epoch = new CsbEpoch(atok, ktoa);
        _csb.Seed(kring.RHead, kring.RCur, kring.HwCur, kring.HwTail);
        _ownsWake = wake is null;
        ApplicationWake = wake ?? new WakeEvent();
        if (wake is SocketWake socket)
        {
            socket.Watch(kring.Wake.Descriptor);
            WakeDescriptor = socket.Descriptor;
        }
        else
        {
            WakeDescriptor = kring.Wake.Descriptor;
        }

        HostWake = isDirect ? new DirectWake(() => Poll()) : wake as SocketWake ?? (Wake)kring.Wake.Event;
        if (isDirect)
        {
            kring.Wake.Forward = new DirectWake(ForwardNotification);
            kring.Wake.Announce();
        }

        _armed = !isDirect;
    }

    /// <summary>The host's side of the ring.</summary>
    public Kring Kring { get; }

    /// <summary>How the application is woken.</summary>
    public Wake ApplicationWake { get; }

    /// <summary>Becomes readable when the application, or who is behind the port, kicks.</summary>
    public int WakeDescriptor { get; }

    /// <summary>The application's thread serves the ring, within its kick; nobody else may.</summary>
    public bool IsDirect { get; }

    /// <summary>rx: the source will never bring another packet. Any thread; of the near past.</summary>
    public bool InputEnded => !Kring.IsTx && Kring.Port.InputEnded(Kring);

    /// <summary>How an application in this process kicks the host.</summary>
    internal Wake HostWake { get; }

    /// <summary>Resets so far; each has been told to the application.</summary>
    public uint Resets => _resets;

    /// <summary>What the last reset was for; null before the first.</summary>
    public string? LastFault { get; private set; }

    /// <summary>Whether the application has taken over the last reset; until then it is not listened to.</summary>
    public bool IsAgreed => _epoch.Application == _resets;

    /// <summary>Serves the ring once. Never blocks; hostile values cost this ring a reset and nobody else anything.</summary>
    /// <returns>Whether anything moved.</returns>
    public bool Poll()
    {
        Disarm();
        if (IsDirect)
        {
            Kring.Wake.Announce(); // what is published from here on is forwarded to the application
        }

        if (_epoch.Requested == _resets + 1 || _resetAsked)
        {
            Reset();
            return true;
        }

        if (!IsAgreed)
        {
            return false;
        }

        _csb.Read(out uint head, out uint cur, out uint flags);
        if (head == Kring.RHead && cur == Kring.RCur && !Kring.Port.HasWork(Kring))
        {
            return false;
        }

        uint hwCur = Kring.HwCur;
        uint hwTail = Kring.HwTail;
        if (!Kring.TryAccept(head, cur) || Kring.Sync(Flags(flags)) is not null)
        {
            Reset();
            return true;
        }

        if (hwCur == Kring.HwCur && hwTail == Kring.HwTail)
        {
            return false;
        }

        _csb.Publish(Kring.HwCur, Kring.HwTail);
        if (hwTail != Kring.HwTail)
        {
            KickApplication();
        }

        return true;
    }

    /// <summary>Asks for kicks by the application and by who is behind the port, then looks again.</summary>
    /// <returns>True if there is work: do not sleep; the requests are withdrawn.</returns>
    public bool Arm()
    {
        _armed = true;
        Kring.Wake.Announce();
        _csb.Arm();
        if (!HasWork())
        {
            return false;
        }

        Disarm();
        return true;
    }

    /// <summary>Withdraws the requests for kicks.</summary>
    public void Disarm()
    {
        if (_armed)
        {
            _armed = false;
            _csb.Disarm();
            Kring.Wake.Withdraw();
        }
    }

    /// <summary>Consumes the kicks that arrived.</summary>
    public void Drain()
    {
        Kring.Wake.Drain();
        if (ApplicationWake is SocketWake socket)
        {
            socket.Drain();
        }
    }

    /// <summary>Has the ring reset by the next poll, as after a fault. From any thread.</summary>
    public void AskForReset()
    {
        _resetAsked = true;
        Kring.Wake.Event.Signal();
    }

    internal void Close()
    {
        Kring.Wake.Withdraw();
        Kring.Wake.Forward = null;
        lock (_forwarding)
        {
            _closed = true;
        }

        if (_ownsWake)
        {
            ApplicationWake.Dispose();
        }
        else if (ApplicationWake is SocketWake socket)
        {
            socket.Unwatch(Kring.Wake.Descriptor);
        }
    }

    private bool HasWork()
    {
        if (_epoch.Requested == _resets + 1 || _resetAsked)
        {
            return true;
        }

        if (!IsAgreed)
        {
            return false;
        }

        _csb.Read(out uint head, out uint cur, out _);
        return head != Kring.RHead || cur != Kring.RCur || Kring.Port.HasWork(Kring);
    }

    // The application of an rx ring sees only what is published, so new packets are looked for even if some are waiting.
    private SyncFlags Flags(uint flags) =>
        ((SyncFlags)flags & (SyncFlags.ForceRead | SyncFlags.ForceReclaim)) | (Kring.IsTx ? SyncFlags.None : SyncFlags.ForceRead);

    private void Reset()
    {
        _resetAsked = false;
        (LastFault, _) = Kring.Reset();
        _resets++;
        _csb.Publish(Kring.HwCur, Kring.HwTail);
        _epoch.Host = _resets;
        KickApplication();
    }

    // Direct mode: run by whoever publishes for the ring, since nobody else would tell the application. It may still run while this closes.
    private void ForwardNotification()
    {
        lock (_forwarding)
        {
            if (!_closed && _csb.KickNeeded())
            {
                ApplicationWake.Signal();
            }
        }
    }

    private void KickApplication()
    {
        bool needed = _csb.KickNeeded();
        if (needed)
        {
            ApplicationWake.Signal();
        }

        Kring.Counters.CountKick(needed);
    }
}
