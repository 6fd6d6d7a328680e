using System.Diagnostics;

namespace NfvRuntime.Actors;

/// <summary>The timers of one island; its thread only.</summary>
internal sealed class TimerQueue
{
    private readonly PriorityQueue<TimerEntry, long> _entries = new();

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>When the next is due, as a Stopwatch timestamp; 0 if there is none.</summary>
    public long NextDue => _entries.TryPeek(out _, out long due) ? due : 0;

    public void Add(TimerEntry entry) => _entries.Enqueue(entry, entry.Due);

    /// <summary>Fires what is due.</summary>
    /// <returns>True if anything fired.</returns>
    public bool FireDue()
    {
        long now = Stopwatch.GetTimestamp();
        bool fired = false;
        while (_entries.TryPeek(out TimerEntry? entry, out long due) && due <= now)
        {
            _entries.Dequeue();
            if (entry.IsCancelled)
            {
                continue;
            }

            fired = true;
            if (entry.Interval > 0)
            {
                // From now, not from the missed time: an island that was held up must not send a salvo.
                entry.Due = Math.Max(due + entry.Interval, now);
                Add(entry);
            }

            entry.Fire();
        }

        return fired;
    }
}
