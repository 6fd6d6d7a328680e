namespace NfvRuntime.Actors;

/// <summary>Handles a message.</summary>
/// <param name="message">The message.</param>
public delegate void UntypedReceive(object message);
