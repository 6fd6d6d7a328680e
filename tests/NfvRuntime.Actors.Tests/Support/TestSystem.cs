namespace NfvRuntime.Actors.Tests;

/// <summary>A system whose log is kept for the test instead of written, and which must come to its end.</summary>
internal sealed class TestSystem : IDisposable
{
    private static int _count;

    private readonly List<LogEvent> _logged = [];

    public TestSystem()
    {
        System = ActorSystem.Create($"test{Interlocked.Increment(ref _count)}");
        System.LogTo(entry =>
        {
            lock (_logged)
            {
                _logged.Add(entry);
            }
        });
    }

    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    public ActorSystem System { get; }

    public IReadOnlyList<LogEvent> Logged
    {
        get
        {
            lock (_logged)
            {
                return [.. _logged];
            }
        }
    }

    /// <summary>Asks and waits.</summary>
    public static T Answer<T>(IActorRef actor, object message) => actor.Ask<T>(message, Patience).GetAwaiter().GetResult();

    public Island NewIsland(string id = "work", WaitPolicy? policy = null, int depth = 32) =>
        System.CreateIsland(new IslandOptions { Id = id, Policy = policy ?? WaitPolicy.Interrupt, InlineDepth = depth });

    public IActorRef Start(Action<object, IUntypedActorContext> receive, string? name = null, string island = Island.Control) =>
        System.ActorOf(Scripted.Props(receive).WithDispatcher(island), name);

    public void Dispose()
    {
        if (!System.Terminate().Wait(Patience))
        {
            throw new TimeoutException("the system did not terminate");
        }
    }
}
