namespace NfvRuntime.Actors.Hosting;

/// <summary>Keeps actors under marker types. Any thread.</summary>
public interface IActorRegistry : IReadOnlyActorRegistry
{
    /// <summary>Registers an actor.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <param name="actor">The actor.</param>
    /// <param name="overwrite">Whether it may replace another.</param>
    /// <exception cref="DuplicateActorRegistryException">The key is taken.</exception>
    void Register<TKey>(IActorRef actor, bool overwrite = false);

    /// <summary>Registers an actor.</summary>
    /// <typeparam name="TKey">The key.</typeparam>
    /// <param name="actor">The actor.</param>
    /// <param name="overwrite">Whether it may replace another.</param>
    /// <returns>False if the key is taken.</returns>
    bool TryRegister<TKey>(IActorRef actor, bool overwrite = false);
}
