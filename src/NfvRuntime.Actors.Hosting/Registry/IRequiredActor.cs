namespace NfvRuntime.Actors.Hosting;

/// <summary>An actor that a service needs: asked for by the type under which it is registered.</summary>
/// <typeparam name="TActor">The key in the registry.</typeparam>
public interface IRequiredActor<TActor>
{
    /// <summary>The actor.</summary>
    /// <exception cref="MissingActorRegistryEntryException">It is not registered yet.</exception>
    IActorRef ActorRef { get; }

    /// <summary>The actor, once it is registered.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task<IActorRef> GetAsync(CancellationToken cancellationToken = default);
}
