namespace NfvRuntime.Actors;

/// <summary>What a scheduler can do beside sending messages.</summary>
public interface IAdvancedScheduler : IActionScheduler;
