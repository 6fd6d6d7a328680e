using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;

namespace NfvRuntime.Actors.Hosting;

/// <summary>The resolver of a system that is hosted.</summary>
public sealed class DependencyResolver : IDependencyResolver, IExtension
{
    private static readonly ConditionalWeakTable<ActorSystem, DependencyResolver> Resolvers = [];

    private readonly IServiceProvider _services;

    internal DependencyResolver(IServiceProvider services) => _services = services;

    /// <summary>The resolver of a system.</summary>
    /// <param name="actorSystem">The system.</param>
    /// <exception cref="InvalidOperationException">The system was not made by <c>AddAkka</c>.</exception>
    public static DependencyResolver For(ActorSystem actorSystem) => Resolvers.TryGetValue(actorSystem, out DependencyResolver? resolver)
        ? resolver
        : throw new InvalidOperationException($"Actor system {actorSystem?.Name} has no services: make it with {nameof(AkkaHostingExtensions.AddAkka)}.");

    /// <inheritdoc/>
    public Props Props<T>(params object[] args)
        where T : ActorBase => Props(typeof(T), args);

    /// <inheritdoc/>
    public Props Props(Type type, params object[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        return Actors.Props.CreateBy(new ServiceActorProducer(_services, type, args), args);
    }

    internal void Serve(ActorSystem actorSystem) => Resolvers.Add(actorSystem, this);

    /// <summary>Makes an instance and its scope; ends the scope with it.</summary>
    private sealed class ServiceActorProducer(IServiceProvider services, Type type, object[] args) : IIndirectActorProducer
    {
        private readonly ConditionalWeakTable<ActorBase, IServiceScope> _scopes = [];

        public Type ActorType => type;

        public ActorBase Produce()
        {
            IServiceScope scope = services.CreateScope();
            try
            {
                var actor = (ActorBase)ActivatorUtilities.CreateInstance(scope.ServiceProvider, type, args);
                _scopes.Add(actor, scope);
                return actor;
            }
            catch
            {
                scope.Dispose();
                throw;
            }
        }

        public void Release(ActorBase actor)
        {
            if (_scopes.TryGetValue(actor, out IServiceScope? scope))
            {
                _scopes.Remove(actor);
                scope.Dispose();
            }
        }
    }
}
