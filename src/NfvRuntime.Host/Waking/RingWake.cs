using NfvRuntime.Host.Native;
using NfvRuntime.Netmap;

namespace NfvRuntime.Host;

/// <summary>How whoever drives a ring in this process is woken: the need-kick flag and the event behind it.</summary>
/// <remarks>The sleeper announces, then looks at the ring again, then sleeps; a notifier publishes, then looks at the flag. Both have a
/// full fence in between, so one of them always sees the other. Whoever finds the flag set clears it: one kick per announcement.</remarks>
public sealed class RingWake : IDisposable
{
    private PaddedUInt32 _needKick;
    private WakeEvent? _event;

    /// <summary>Becomes readable on a kick. Made at first use, by the sleeper.</summary>
    public int Descriptor => Event.Descriptor;

    /// <summary>The event behind the flag, for who kicks by a flag of another protocol. Made at first use, by the sleeper.</summary>
    public WakeEvent Event => _event ??= new WakeEvent();

    /// <summary>Who is told instead of the event; null: the event. Set while nobody notifies.</summary>
    internal Wake? Forward { get; set; }

    /// <summary>Whether somebody asks for a kick.</summary>
    public bool IsArmed => Volatile.Read(ref _needKick.Value) != 0;

    /// <summary>Sleeper: asks for a kick. It must look at the ring once more after this, and sleep only if nothing is there.</summary>
    public void Announce()
    {
        _ = Event; // a notifier that sees the flag finds the event
        Volatile.Write(ref _needKick.Value, 1);
        CsbFences.AgainstLookAheadOfAnnouncement();
    }

    /// <summary>Sleeper: needs no kick any more. One may still be on its way; it then wakes for nothing.</summary>
    public void Withdraw()
    {
        if (_needKick.Value != 0)
        {
            Volatile.Write(ref _needKick.Value, 0);
        }
    }

    /// <summary>Notifier: kicks if that was asked for. To be called after publishing.</summary>
    /// <returns>Whether a kick was sent.</returns>
    public bool Notify()
    {
        CsbFences.AgainstKickCheckAheadOfPublication();
        if (Volatile.Read(ref _needKick.Value) == 0 || Interlocked.Exchange(ref _needKick.Value, 0) == 0)
        {
            return false;
        }

        (Forward ?? _event!).Signal();
        return true;
    }

    /// <summary>Sleeper: consumes the kicks that arrived.</summary>
    public void Drain() => _event?.Drain();

    /// <summary>Closes the descriptor.</summary>
    public void Dispose() => _event?.Dispose();
}
