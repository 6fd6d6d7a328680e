using NfvRuntime.Actors.Configuration;

namespace NfvRuntime.Actors.Hosting;

/// <summary>Collects how a hosted system is made and what starts in it.</summary>
public sealed class AkkaConfigurationBuilder
{
    private readonly List<StartupTask> _startup = [];

    internal AkkaConfigurationBuilder(string actorSystemName, IServiceProvider services)
    {
        ActorSystemName = actorSystemName;
        Resolver = new DependencyResolver(services);
    }

    /// <summary>The system's name.</summary>
    public string ActorSystemName { get; }

    internal DependencyResolver Resolver { get; }

    internal Config Config { get; private set; } = Config.Empty;

    /// <summary>Adds configuration. What was added first comes first.</summary>
    /// <param name="hocon">The configuration.</param>
    public AkkaConfigurationBuilder AddHocon(Config hocon)
    {
        Config = Config.WithFallback(hocon);
        return this;
    }

    /// <summary>Starts actors.</summary>
    /// <param name="actorStarter">Makes them and registers those that others look for.</param>
    public AkkaConfigurationBuilder WithActors(Action<ActorSystem, IActorRegistry> actorStarter)
    {
        ArgumentNullException.ThrowIfNull(actorStarter);
        return WithActors((system, registry, _) => actorStarter(system, registry));
    }

    /// <summary>Starts actors, with services in their constructors.</summary>
    /// <param name="actorStarter">Makes them and registers those that others look for.</param>
    public AkkaConfigurationBuilder WithActors(Action<ActorSystem, IActorRegistry, IDependencyResolver> actorStarter)
    {
        ArgumentNullException.ThrowIfNull(actorStarter);
        return AddStartup((system, registry) =>
        {
            actorStarter(system, registry, Resolver);
            return Task.CompletedTask;
        });
    }

    /// <summary>Does something once the system is there, in the order of the calls.</summary>
    /// <param name="startupTask">What to do.</param>
    public AkkaConfigurationBuilder AddStartup(StartupTask startupTask)
    {
        ArgumentNullException.ThrowIfNull(startupTask);
        _startup.Add(startupTask);
        return this;
    }

    internal async Task StartAsync(ActorSystem system)
    {
        foreach (StartupTask task in _startup)
        {
            await task(system, ActorRegistry.For(system)).ConfigureAwait(false);
        }
    }
}
