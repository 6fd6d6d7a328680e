namespace NfvRuntime.Actors;

/// <summary>Calls code later, on a thread of the engine. What it throws is logged. Any thread.</summary>
public interface IActionScheduler
{
    /// <summary>Calls once.</summary>
    /// <param name="delay">After how much time.</param>
    /// <param name="action">What to call; must not block.</param>
    void ScheduleOnce(TimeSpan delay, Action action);

    /// <summary>Calls once, unless cancelled.</summary>
    /// <param name="delay">After how much time.</param>
    /// <param name="action">What to call; must not block.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleOnce(TimeSpan delay, Action action, ICancelable? cancelable);

    /// <summary>Calls again and again.</summary>
    /// <param name="initialDelay">After how much time the first.</param>
    /// <param name="interval">Time between two; positive.</param>
    /// <param name="action">What to call; must not block.</param>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action);

    /// <summary>Calls again and again until cancelled.</summary>
    /// <param name="initialDelay">After how much time the first.</param>
    /// <param name="interval">Time between two; positive.</param>
    /// <param name="action">What to call; must not block.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable? cancelable);
}
