namespace NfvRuntime.Actors;

/// <summary>A message that a stranger should not be able to send.</summary>
public interface IPossiblyHarmful;
