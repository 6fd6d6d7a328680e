namespace NfvRuntime.Actors;

/// <summary>An actor with a stash, which the engine fills in after the constructor.</summary>
public interface IActorStash
{
    /// <summary>The actor's stash.</summary>
    IStash Stash { get; set; }
}
