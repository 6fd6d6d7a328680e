namespace NfvRuntime.Actors.TestKit;

/// <summary>What a <see cref="DelegateAutoPilot"/> does.</summary>
/// <param name="sender">Who sent the message.</param>
/// <param name="message">The message.</param>
public delegate AutoPilot AutoPilotDelegate(IActorRef sender, object message);
