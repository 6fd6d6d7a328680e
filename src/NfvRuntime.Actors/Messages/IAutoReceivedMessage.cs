namespace NfvRuntime.Actors;

/// <summary>A message that the engine handles, or looks at, before the actor does.</summary>
public interface IAutoReceivedMessage;
