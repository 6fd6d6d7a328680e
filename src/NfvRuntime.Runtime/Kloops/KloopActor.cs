using System.Diagnostics;
using NfvRuntime.Actors.Islands;
using NfvRuntime.Host;

namespace NfvRuntime.Runtime;

/// <summary>
/// Serves rings that a guest drives, on the island of its trust group: woken by kicks, or again and again after a pause without asking anybody to
/// kick. The port's data path runs here: what a guest sends through a switch is copied by this actor.
/// </summary>
internal sealed class KloopActor : UntypedActor, IPolled
{
    private readonly KloopRing[] _rings;
    private readonly Func<KloopRing, bool> _isOpen;
    private readonly long _pause;
    private long _due;

    /// <param name="rings">What it serves; nobody else does.</param>
    /// <param name="isOpen">Whether a ring is served at this time; one that is not stays as it is.</param>
    /// <param name="pause">Between two looks; null to be woken by kicks.</param>
    public KloopActor(KloopRing[] rings, Func<KloopRing, bool> isOpen, TimeSpan? pause)
    {
        _rings = rings;
        _isOpen = isOpen;
        _pause = pause is { } time ? (long)(time.TotalSeconds * Stopwatch.Frequency) : 0;
    }

    public long NextDue => _due;

    public bool Poll()
    {
        if (_pause > 0)
        {
            long now = Stopwatch.GetTimestamp();
            if (now < _due)
            {
                return false;
            }

            _due = now + _pause;
        }

        bool moved = false;
        foreach (KloopRing ring in _rings)
        {
            moved |= _isOpen(ring) && ring.Poll();
        }

        return moved;
    }

    public bool Arm()
    {
        if (_pause > 0)
        {
            return false;
        }

        foreach (KloopRing ring in _rings)
        {
            if (_isOpen(ring) && ring.Arm())
            {
                Disarm();
                return true;
            }
        }

        return false;
    }

    public void Disarm()
    {
        foreach (KloopRing ring in _rings)
        {
            ring.Disarm();
        }
    }

    public void OnWake()
    {
        foreach (KloopRing ring in _rings)
        {
            ring.Drain();
        }
    }

    protected override void PreStart()
    {
        Island island = Context.Island();
        island.Poll(this);
        foreach (KloopRing ring in _rings)
        {
            island.Watch(this, ring.WakeDescriptor);
        }
    }

    protected override void OnReceive(object message)
    {
        if (message is not KloopGround.LookAgain)
        {
            Unhandled(message);
        }
    }
}
