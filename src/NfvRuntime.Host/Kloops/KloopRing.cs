using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>One ring served through the CSB. Passive: somebody polls it, and sleeps on its descriptor when told that there is nothing.</summary>
/// <remarks>All members are called by the serving thread only.</remarks>
public sealed unsafe class KloopRing
{
    private readonly CsbHostSide _csb;
    private readonly CsbEpoch _epoch;
    private uint _resets;
    private bool _armed;

    internal KloopRing(Kring kring, CsbAtok* atok, CsbKtoa* ktoa)
    {
        Kring = kring;
        _csb = new CsbHostSide(atok, ktoa);
        _epoch = new CsbEpoch(atok, ktoa);
        _csb.Seed(kring.RHead, kring.RCur, kring.HwCur, kring.HwTail);
        _armed = true;
    }

    /// <summary>The host's side of the ring.</summary>
    public Kring Kring { get; }

    /// <summary>How the application is woken.</summary>
    public WakeEvent ApplicationWake { get; } = new();

    /// <summary>Becomes readable when the application, or who is behind the port, kicks.</summary>
    public int WakeDescriptor => Kring.Wake.Descriptor;

    /// <summary>Resets so far; each has been told to the application.</summary>
    public uint Resets => _resets;

    /// <summary>What the last reset was for; null before the first.</summary>
    public string? LastFault { get; private set; }

    private bool IsAgreed => _epoch.Application == _resets;

    /// <summary>Serves the ring once. Never blocks; hostile values cost this ring a reset and nobody else anything.</summary>
    /// <returns>Whether anything moved.</returns>
    public bool Poll()
    {
        Disarm();
        if (_epoch.Requested == _resets + 1)
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
    public void Drain() => Kring.Wake.Drain();

    private bool HasWork()
    {
        if (_epoch.Requested == _resets + 1)
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
        (LastFault, _) = Kring.Reset();
        _resets++;
        _csb.Publish(Kring.HwCur, Kring.HwTail);
        _epoch.Host = _resets;
        KickApplication();
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
