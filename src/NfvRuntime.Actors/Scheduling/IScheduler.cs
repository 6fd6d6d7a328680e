namespace NfvRuntime.Actors;

/// <summary>The system's scheduler, and its clock.</summary>
public interface IScheduler : ITellScheduler, ITimeProvider
{
    /// <summary>Schedules calls instead of messages; as a rule, a message is better.</summary>
    IAdvancedScheduler Advanced { get; }
}
