namespace NfvRuntime.Actors;

/// <summary>An actor with a stash and a mailbox without end: implement the property, and the engine fills it after the constructor.</summary>
public interface IWithUnboundedStash : IWithUnrestrictedStash;
