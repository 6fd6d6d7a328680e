namespace NfvRuntime.Actors.Hosting;

/// <summary>Looks the actor up in the registry.</summary>
/// <typeparam name="TActor">The key in the registry.</typeparam>
public sealed class RequiredActor<TActor> : IRequiredActor<TActor>
{
    private readonly IReadOnlyActorRegistry _registry;

    /// <summary>Called by the service provider.</summary>
    /// <param name="registry">The registry.</param>
    public RequiredActor(IReadOnlyActorRegistry registry) => _registry = registry;

    /// <inheritdoc/>
    public IActorRef ActorRef => _registry.Get<TActor>();

    /// <inheritdoc/>
    public Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) => _registry.GetAsync<TActor>(cancellationToken);
}
