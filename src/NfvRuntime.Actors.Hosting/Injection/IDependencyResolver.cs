namespace NfvRuntime.Actors.Hosting;

/// <summary>Makes props of actors whose constructors take services.</summary>
public interface IDependencyResolver
{
    /// <summary>Props of an actor: each instance gets its services from a scope of its own, which ends with it.</summary>
    /// <typeparam name="T">The actor's type.</typeparam>
    /// <param name="args">Arguments of the constructor that are no services.</param>
    Props Props<T>(params object[] args)
        where T : ActorBase;

    /// <summary>Props of an actor.</summary>
    /// <param name="type">The actor's type.</param>
    /// <param name="args">Arguments of the constructor that are no services.</param>
    Props Props(Type type, params object[] args);
}
