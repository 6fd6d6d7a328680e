namespace NfvRuntime.Actors.Event;

/// <summary>A message that is not worth a dead letter.</summary>
public interface IDeadLetterSuppression;
