using Microsoft.Extensions.DependencyInjection;
using NfvRuntime.Actors.Configuration;

namespace NfvRuntime.Actors.Hosting;

/// <summary>Puts an actor system into a host.</summary>
public static class AkkaHostingExtensions
{
    /// <summary>The host sees to the end of the process itself.</summary>
    private static readonly Config Hosted = ConfigurationFactory.ParseString("akka.coordinated-shutdown.run-by-clr-shutdown-hook = off");

    /// <summary>Adds a system, its registry and <see cref="IRequiredActor{TActor}"/>; it starts and stops with the host.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="actorSystemName">The system's name.</param>
    /// <param name="builder">Says how it is made and what starts in it.</param>
    public static IServiceCollection AddAkka(this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return services.AddAkka(actorSystemName, (configuration, _) => builder(configuration));
    }

    /// <summary>Adds a system, its registry and <see cref="IRequiredActor{TActor}"/>; it starts and stops with the host.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="actorSystemName">The system's name.</param>
    /// <param name="builder">Says how it is made and what starts in it.</param>
    public static IServiceCollection AddAkka(
        this IServiceCollection services, string actorSystemName, Action<AkkaConfigurationBuilder, IServiceProvider> builder)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(builder);
        services.AddSingleton(provider =>
        {
            var configuration = new AkkaConfigurationBuilder(actorSystemName, provider);
            builder(configuration, provider);
            return configuration;
        });
        services.AddSingleton(static provider =>
        {
            AkkaConfigurationBuilder configuration = provider.GetRequiredService<AkkaConfigurationBuilder>();
            ActorSystem system = ActorSystem.Create(configuration.ActorSystemName, configuration.Config.WithFallback(Hosted));
            configuration.Resolver.Serve(system);
            return system;
        });
        services.AddSingleton<IActorRegistry>(static provider => ActorRegistry.For(provider.GetRequiredService<ActorSystem>()));
        services.AddSingleton<IReadOnlyActorRegistry>(static provider => provider.GetRequiredService<IActorRegistry>());
        services.AddSingleton(typeof(IRequiredActor<>), typeof(RequiredActor<>));
        services.AddHostedService<AkkaHostedService>();
        return services;
    }
}
