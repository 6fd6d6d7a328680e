using System.Diagnostics;
using NfvRuntime.Actors.Native;

namespace NfvRuntime.Actors.Islands;

/// <content>Sleeping: one epoll wait on the wake-up descriptor, the polled parts' descriptors, and whatever is due next.</content>
public sealed partial class Island
{
    private readonly Waker _waker;
    private readonly Dictionary<int, PolledEntry> _watched = [];
    private Epoll? _epoll;
    private long _sleeps;
    private long _wakeups;

    private void OpenSleep()
    {
        _epoll = new Epoll();
        ThrowIfFailed(_epoll.Control(Libc.EpollAdd, _waker.Descriptor, Libc.EpollIn | Libc.EpollEdgeTriggered), _waker.Descriptor);
    }

    private void CloseSleep()
    {
        _epoll?.Dispose();
        _waker.Dispose();
    }

    private void Sleep()
    {
        int armed = 0;
        bool work = false;
        long due = _timers.NextDue;
        while (armed < _polledCount && !work)
        {
            PolledEntry entry = _polled[armed];
            work = Arm(entry, ref due);
            if (armed < _polledCount && ReferenceEquals(_polled[armed], entry))
            {
                armed++;
            }
        }

        if (!work)
        {
            _waker.AnnounceSleep();
            work = !Inbox.IsEmpty || _ready.Count > 0 || (Volatile.Read(ref _closing) && Volatile.Read(ref _actors) <= 0);
            long start = Stopwatch.GetTimestamp();
            int ready = 0;
            if (!work && (due == 0 || due > start))
            {
                Sample(start);
                _sleeps++;
                ready = _epoll!.Wait(due == 0 ? -1 : due - start);
                _sampled = Stopwatch.GetTimestamp();
            }

            _waker.EndSleep();
            Disarm();
            if (ready > 0)
            {
                _wakeups++;
                Wake(ready);
            }
        }
        else
        {
            Disarm();
        }
    }

    /// <summary>Arms a part and notes when it is due.</summary>
    /// <returns>True if the island must not sleep.</returns>
    private bool Arm(PolledEntry entry, ref long due)
    {
        if (entry.Owner.IsBlocked)
        {
            return false;
        }

        if (entry.IsMuted)
        {
            entry.IsMuted = false;
            SetInterest(entry, Libc.EpollIn);
        }

        if (entry.Owner.RunPart(this, PartCall.Arm, entry.Part))
        {
            return true;
        }

        entry.IsArmed = true;
        long own = entry.Part.NextDue;
        if (own > 0 && (due == 0 || own < due))
        {
            due = own;
        }

        return false;
    }

    private void Disarm()
    {
        for (int i = 0; i < _polledCount; i++)
        {
            PolledEntry entry = _polled[i];
            if (entry.IsArmed)
            {
                entry.IsArmed = false;
                entry.Owner.RunPart(this, PartCall.Disarm, entry.Part);
            }
        }
    }

    private void Wake(int ready)
    {
        for (int i = 0; i < ready; i++)
        {
            if (!_watched.TryGetValue(_epoll!.Ready(i), out PolledEntry? entry))
            {
                continue; // The island's own descriptor, or one whose part has gone.
            }

            if (entry.Owner.IsBlocked)
            {
                // Nobody can consume the kick: look away until the part is armed again, or the island would not sleep any more.
                entry.IsMuted = true;
                SetInterest(entry, 0);
            }
            else
            {
                entry.Owner.RunPart(this, PartCall.Wake, entry.Part);
            }
        }
    }

    private void Watch(PolledEntry entry, int descriptor)
    {
        if (!_watched.TryAdd(descriptor, entry))
        {
            throw new InvalidOperationException($"Descriptor {descriptor} is watched on {this} already, for {_watched[descriptor].Owner.Self}.");
        }

        int error = _epoll!.Control(Libc.EpollAdd, descriptor, Libc.EpollIn);
        if (error != 0)
        {
            _watched.Remove(descriptor);
            ThrowIfFailed(error, descriptor);
        }

        entry.Descriptors.Add(descriptor);
    }

    private void Unwatch(PolledEntry entry)
    {
        foreach (int descriptor in entry.Descriptors)
        {
            _watched.Remove(descriptor);
            _ = _epoll!.Control(Libc.EpollDelete, descriptor, 0); // Its owner may have closed it already.
        }

        entry.Descriptors.Clear();
    }

    private void SetInterest(PolledEntry entry, uint interest)
    {
        foreach (int descriptor in entry.Descriptors)
        {
            ThrowIfFailed(_epoll!.Control(Libc.EpollModify, descriptor, interest), descriptor);
        }
    }

    private void ThrowIfFailed(int error, int descriptor)
    {
        if (error != 0)
        {
            throw new InvalidOperationException(
                $"Descriptor {descriptor} cannot be watched on {this}: {System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(error)}. "
                + "It must be an open eventfd, socket, pipe or timer, and must not be closed before its part is no longer polled.");
        }
    }
}
