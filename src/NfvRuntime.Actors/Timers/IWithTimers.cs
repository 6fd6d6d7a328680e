namespace NfvRuntime.Actors;

/// <summary>An actor with timers: implement the property, and the engine fills it before the constructor runs.</summary>
public interface IWithTimers
{
    /// <summary>The actor's timers.</summary>
    ITimerScheduler Timers { get; set; }
}
