namespace NfvRuntime.Actors;

/// <summary>Handles a message, or says that it does not.</summary>
/// <param name="message">The message.</param>
/// <returns>False if the message is unhandled.</returns>
public delegate bool Receive(object message);
