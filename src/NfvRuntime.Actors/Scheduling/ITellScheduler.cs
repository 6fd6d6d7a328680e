namespace NfvRuntime.Actors;

/// <summary>Sends messages later. Any thread. What is due when the system ends is lost.</summary>
public interface ITellScheduler
{
    /// <summary>Sends a message once.</summary>
    /// <param name="delay">After how much time.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">From whom.</param>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>Sends a message once, unless cancelled.</summary>
    /// <param name="delay">After how much time.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">From whom.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleTellOnce(TimeSpan delay, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);

    /// <summary>Sends a message again and again.</summary>
    /// <param name="initialDelay">After how much time the first.</param>
    /// <param name="interval">Time between two; positive.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">From whom.</param>
    void ScheduleTellRepeatedly(TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender);

    /// <summary>Sends a message again and again until cancelled.</summary>
    /// <param name="initialDelay">After how much time the first.</param>
    /// <param name="interval">Time between two; positive.</param>
    /// <param name="receiver">To whom.</param>
    /// <param name="message">What.</param>
    /// <param name="sender">From whom.</param>
    /// <param name="cancelable">Cancels it.</param>
    void ScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef? sender, ICancelable? cancelable);
}
