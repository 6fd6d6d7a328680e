using System.Diagnostics.CodeAnalysis;

namespace NfvRuntime.Actors.Hosting;

/// <summary>Finds actors by a marker type. Any thread.</summary>
public interface IReadOnlyActorRegistry
{
    /// <summary>The actor of a key.</summary>
    /// <typeparam name="TKey">The key; as a rule, the actor's own type.</typeparam>
    /// <exception cref="MissingActorRegistryEntryException">There is none.</exception>
    IActorRef Get<TKey>();

    /// <summary>The actor of a key.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <param name="actor">The actor.</param>
    /// <returns>False if there is none.</returns>
    bool TryGet<TKey>([NotNullWhen(true)] out IActorRef? actor);

    /// <summary>The actor of a key, once it is registered.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <param name="ct">Ends the waiting.</param>
    Task<IActorRef> GetAsync<TKey>(CancellationToken ct = default);
}
