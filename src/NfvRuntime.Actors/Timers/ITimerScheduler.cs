namespace NfvRuntime.Actors;

/// <summary>
/// The timers of one instance of an actor, each under a key. They end with the instance; a message of a timer that has been cancelled or
/// replaced is not delivered even if it is in the mailbox already. To be used by the actor alone.
/// </summary>
public interface ITimerScheduler
{
    /// <summary>Keys of the timers that run.</summary>
    IReadOnlyCollection<object> ActiveTimers { get; }

    /// <summary>Sends the actor a message again and again; replaces the timer of that key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="msg">The message.</param>
    /// <param name="interval">Time before the first and between two.</param>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval);

    /// <summary>Sends the actor a message again and again; replaces the timer of that key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="msg">The message.</param>
    /// <param name="interval">Time before the first and between two.</param>
    /// <param name="sender">From whom.</param>
    void StartPeriodicTimer(object key, object msg, TimeSpan interval, IActorRef? sender);

    /// <summary>Sends the actor a message again and again; replaces the timer of that key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="msg">The message.</param>
    /// <param name="initialDelay">Time before the first.</param>
    /// <param name="interval">Time between two.</param>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval);

    /// <summary>Sends the actor a message again and again; replaces the timer of that key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="msg">The message.</param>
    /// <param name="initialDelay">Time before the first.</param>
    /// <param name="interval">Time between two.</param>
    /// <param name="sender">From whom.</param>
    void StartPeriodicTimer(object key, object msg, TimeSpan initialDelay, TimeSpan interval, IActorRef? sender);

    /// <summary>Sends the actor a message once; replaces the timer of that key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="msg">The message.</param>
    /// <param name="timeout">After how much time.</param>
    void StartSingleTimer(object key, object msg, TimeSpan timeout);

    /// <summary>Sends the actor a message once; replaces the timer of that key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="msg">The message.</param>
    /// <param name="timeout">After how much time.</param>
    /// <param name="sender">From whom.</param>
    void StartSingleTimer(object key, object msg, TimeSpan timeout, IActorRef? sender);

    /// <summary>Whether a timer of that key runs.</summary>
    /// <param name="key">The key.</param>
    bool IsTimerActive(object key);

    /// <summary>Ends a timer; nothing happens if none of that key runs.</summary>
    /// <param name="key">The key.</param>
    void Cancel(object key);

    /// <summary>Ends all timers.</summary>
    void CancelAll();
}
