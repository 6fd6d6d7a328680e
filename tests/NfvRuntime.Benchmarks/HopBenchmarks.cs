using BenchmarkDotNet.Attributes;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Benchmarks;

/// <summary>A message through a row of actors on one island, delivered inline or queued. Divide by the length of the row for a hop.</summary>
[MemoryDiagnoser]
public class HopBenchmarks
{
    private const int Rounds = 10_000;
    private ActorSystem? _system;
    private IActorRef? _starter;

    [Params(1, 8)]
    public int Hops { get; set; }

    [Params(32, 0)]
    public int InlineDepth { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        _system = ActorSystem.Create("bench");
        _system.CreateIsland(new IslandOptions { Id = "row", InlineDepth = InlineDepth });
        IActorRef next = Row(null);
        for (int i = 1; i < Hops; i++)
        {
            next = Row(next);
        }

        _starter = _system.ActorOf(Props.Create(() => new Starter(next, Rounds)).WithDispatcher("row"));

        IActorRef Row(IActorRef? to) => _system.ActorOf(Props.Create(() => new Link(to)).WithDispatcher("row"));
    }

    [GlobalCleanup]
    public void CleanUp() => _system!.Dispose();

    [Benchmark(OperationsPerInvoke = Rounds)]
    public int Round() => _starter!.Ask<int>("go").GetAwaiter().GetResult();

    private sealed class Link(IActorRef? next) : UntypedActor
    {
        protected override void OnReceive(object message) => next?.Tell(message, ActorRefs.NoSender);
    }

    private sealed class Starter(IActorRef first, int rounds) : UntypedActor
    {
        private static readonly object Token = new();

        protected override void OnReceive(object message)
        {
            for (int i = 0; i < rounds; i++)
            {
                first.Tell(Token, ActorRefs.NoSender);
            }

            Sender.Tell(rounds);
        }
    }
}
