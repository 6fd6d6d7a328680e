using System.Diagnostics;

namespace NfvRuntime.Actors;

/// <summary>A message that is due at a time.</summary>
internal sealed class TimerEntry(ICanTell receiver, object message, IActorRef? sender, long interval, ICancelable? cancelable)
{
    /// <summary>When, as a Stopwatch timestamp.</summary>
    public long Due { get; set; }

    /// <summary>Stopwatch ticks between two; 0 for a message that is sent once.</summary>
    public long Interval => interval;

    public bool IsCancelled => cancelable is { IsCancellationRequested: true };

    public void Fire() => receiver.Tell(message, sender);

    /// <summary>A span in Stopwatch ticks, rounded up so that nothing is early.</summary>
    public static long ToTicks(TimeSpan span) => (long)Math.Ceiling(span.Ticks * (Stopwatch.Frequency / (double)TimeSpan.TicksPerSecond));
}
