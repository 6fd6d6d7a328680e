namespace NfvRuntime.Actors;

/// <summary>An actor with a stash.</summary>
public interface IWithStash : IWithUnrestrictedStash;
