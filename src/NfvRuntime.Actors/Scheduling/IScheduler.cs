namespace NfvRuntime.Actors;

/// <summary>The system's scheduler.</summary>
public interface IScheduler : ITellScheduler;
