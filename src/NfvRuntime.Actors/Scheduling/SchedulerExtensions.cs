namespace NfvRuntime.Actors;

/// <summary>Shorter ways to schedule.</summary>
public static class SchedulerExtensions
{
    /// <summary>Sends a message once, unless the result is cancelled.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="delay">After how much time.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">From whom.</param>
    public static ICancelable ScheduleTellOnceCancelable(
        this IScheduler scheduler, TimeSpan delay, ICanTell receiver, object message, IActorRef? sender)
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleTellOnce(delay, receiver, message, sender, cancelable);
        return cancelable;
    }

    /// <summary>Sends a message again and again until the result is cancelled.</summary>
    /// <param name="scheduler">The scheduler.</param>
    /// <param name="initialDelay">After how much time the first.</param>
    /// <param name="interval">Time between two; positive.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">From whom.</param>
    public static ICancelable ScheduleTellRepeatedlyCancelable(
        this IScheduler scheduler, TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender)
    {
        var cancelable = new Cancelable(scheduler);
        scheduler.ScheduleTellRepeatedly(initialDelay, interval, receiver, message, sender, cancelable);
        return cancelable;
    }
}
