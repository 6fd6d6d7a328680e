using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NfvRuntime.Actors.Hosting;

namespace NfvRuntime.Actors.Tests.Hosting;

public sealed class HostingTests
{
    private static readonly TimeSpan Patience = TestSystem.Patience;

    [Fact]
    public async Task A_service_gets_an_actor_by_the_type_it_is_registered_under()
    {
        using IHost host = await Start(builder => builder.WithActors((system, registry) =>
            registry.Register<Greeter>(system.ActorOf(Props.Create(() => new Greeter(new Words("hello")))))));
        var required = host.Services.GetRequiredService<IRequiredActor<Greeter>>();
        Assert.Equal("hello you", await required.ActorRef.Ask<string>("you", Patience));
        await host.StopAsync();
    }

    [Fact]
    public async Task An_actor_gets_services_in_its_constructor()
    {
        using IHost host = await Start(builder => builder.WithActors((system, registry, resolver) =>
            registry.Register<Greeter>(system.ActorOf(resolver.Props<Greeter>()))));
        Assert.Equal("good day you", await Actor(host).Ask<string>("you", Patience));
        await host.StopAsync();
    }

    [Fact]
    public async Task An_actor_gets_arguments_beside_services()
    {
        using IHost host = await Start(builder => builder.WithActors((system, registry, resolver) =>
            registry.Register<Greeter>(system.ActorOf(resolver.Props<Named>("anna")))));
        Assert.Equal("good day anna", await Actor(host).Ask<string>("who", Patience));
        await host.StopAsync();
    }

    [Fact]
    public async Task The_services_of_an_instance_end_with_it()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using IHost host = await Start(
            builder => builder.WithActors((system, registry, resolver) =>
                registry.Register<Greeter>(system.ActorOf(resolver.Props<Scoped>()))),
            services => services.AddScoped(_ => new Ending(ended)));
        Actor(host).Tell(PoisonPill.Instance, ActorRefs.NoSender);
        await ended.Task.WaitAsync(Patience);
        await host.StopAsync();
    }

    [Fact]
    public async Task The_end_of_the_host_runs_the_coordinated_shutdown()
    {
        bool ran = false;
        using IHost host = await Start(builder => builder.AddStartup((system, _) =>
        {
            CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseServiceUnbind, "note", () =>
            {
                ran = true;
                return Task.FromResult(Done.Instance);
            });
            return Task.CompletedTask;
        }));
        await host.StopAsync();
        Assert.True(ran);
        Assert.True(host.Services.GetRequiredService<ActorSystem>().WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task The_host_goes_down_with_the_system()
    {
        using IHost host = await Start(_ => { });
        CancellationToken stopping = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        await host.Services.GetRequiredService<ActorSystem>().Terminate().WaitAsync(Patience);
        await Task.Run(() => Assert.True(stopping.WaitHandle.WaitOne(Patience)));
        await host.StopAsync();
    }

    [Fact]
    public async Task Configuration_reaches_the_system()
    {
        using IHost host = await Start(builder => builder.AddHocon("akka.loglevel = ERROR").AddHocon("akka.loglevel = DEBUG"));
        Assert.False(host.Services.GetRequiredService<ActorSystem>().Log.IsWarningEnabled);
        await host.StopAsync();
    }

    [Fact]
    public async Task An_actor_that_is_not_registered_yet_can_be_awaited()
    {
        var registry = new ActorRegistry();
        Task<IActorRef> later = registry.GetAsync<Greeter>();
        Assert.False(later.IsCompleted);
        registry.Register<Greeter>(ActorRefs.Nobody);
        Assert.Equal(ActorRefs.Nobody, await later.WaitAsync(Patience));
    }

    [Fact]
    public void A_key_is_taken_once_unless_it_may_be_overwritten()
    {
        var registry = new ActorRegistry();
        Assert.Throws<MissingActorRegistryEntryException>(registry.Get<Greeter>);
        registry.Register<Greeter>(ActorRefs.Nobody);
        Assert.False(registry.TryRegister<Greeter>(ActorRefs.Nobody));
        Assert.Throws<DuplicateActorRegistryException>(() => registry.Register<Greeter>(ActorRefs.Nobody));
        registry.Register<Greeter>(ActorRefs.Nobody, overwrite: true);
        Assert.True(registry.TryGet<Greeter>(out _));
    }

    private static async Task<IHost> Start(Action<AkkaConfigurationBuilder> builder, Action<IServiceCollection>? services = null)
    {
        HostApplicationBuilder application = Host.CreateEmptyApplicationBuilder(null);
        application.Services.AddSingleton(new Words("good day"));
        services?.Invoke(application.Services);
        application.Services.AddAkka("hosted", builder);
        IHost host = application.Build();
        await host.StartAsync();
        return host;
    }

    private static IActorRef Actor(IHost host) => host.Services.GetRequiredService<IRequiredActor<Greeter>>().ActorRef;

    private sealed record Words(string Greeting);

    private sealed class Ending(TaskCompletionSource ended) : IDisposable
    {
        public void Dispose() => ended.TrySetResult();
    }

    private sealed class Greeter(Words words) : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell($"{words.Greeting} {message}", Self);
    }

    private sealed class Named(Words words, string name) : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell($"{words.Greeting} {name}", Self);
    }

    private sealed class Scoped(Ending ending) : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(ending, Self);
    }
}
