namespace NfvRuntime.Actors.Event;

/// <summary>A message that is not worth a dead letter: it becomes a <see cref="SuppressedDeadLetter"/>.</summary>
public interface IDeadLetterSuppression;
