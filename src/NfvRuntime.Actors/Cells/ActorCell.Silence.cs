namespace NfvRuntime.Actors;

/// <content>
/// The receive timeout. One check is under way at a time, and finds out when it arrives how long nothing came: setting a timer for
/// every message would cost more than most messages.
/// </content>
internal sealed partial class ActorCell
{
    /// <summary>Two stamps of a clock that are cut to ticks differ by up to one less than the time between them.</summary>
    private static readonly TimeSpan ClockGrain = TimeSpan.FromTicks(10);

    private SilenceCheck? _silenceCheck;
    private TimeSpan _silentSince;

    public TimeSpan? ReceiveTimeout { get; private set; }

    public void SetReceiveTimeout(TimeSpan? timeout)
    {
        if (timeout is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero, nameof(timeout));
        }

        ReceiveTimeout = timeout;
        _silenceCheck?.Cancel();
        _silenceCheck = null;
        if (timeout is { } span)
        {
            Observe();
            _silentSince = _system.Scheduler.MonotonicClock;
            CheckSilenceAfter(span);
        }
    }

    private void BreakSilence()
    {
        if (ReceiveTimeout is not null)
        {
            _silentSince = _system.Scheduler.MonotonicClock;
        }
    }

    private void OnSilenceCheck(SilenceCheck check)
    {
        if (!ReferenceEquals(check, _silenceCheck) || ReceiveTimeout is not { } timeout)
        {
            return; // The timeout has been set anew since.
        }

        TimeSpan left = timeout - (_system.Scheduler.MonotonicClock - _silentSince);
        if (left > ClockGrain)
        {
            CheckSilenceAfter(left);
            return;
        }

        CheckSilenceAfter(timeout);
        ReceiveNow(Actors.ReceiveTimeout.Instance);
    }

    private void CheckSilenceAfter(TimeSpan delay)
    {
        _silenceCheck = new SilenceCheck(_system.Scheduler);
        _system.Scheduler.ScheduleTellOnce(delay, Ref, _silenceCheck, Ref, _silenceCheck.Cancelable);
    }
}
