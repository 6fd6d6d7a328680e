using System.Diagnostics;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Cli.Bench.Actors;

/// <summary>
/// The measurements of <c>nfv bench actors</c>. Each is the median of many batches that are shorter than a time slice, so that what else the
/// machine does falls out of the figure as far as it can.
/// </summary>
internal static class ActorsScenario
{
    private const int Actors = 8;
    private const int Batches = 201;
    private const int SameIslandMessages = 40_000;
    private const int FloodMessages = 20_000;
    private const int PingPongMessages = 2_000;
    private static readonly object Go = new();

    /// <summary>A token round a circle of actors on one island.</summary>
    public static Batch SameIsland()
    {
        using ActorSystem system = TwoIslands();
        return Median(system.ActorOf(Props.Create(() => new Circle(Actors, SameIslandMessages / Actors, "here")).WithDispatcher("here")));
    }

    /// <summary>Messages from one island to another, as fast as they can be told.</summary>
    public static Batch CrossIslandFlood()
    {
        using ActorSystem system = TwoIslands();
        IActorRef sink = system.ActorOf(Props.Create(() => new FloodSource.Sink()).WithDispatcher("there"));
        return Median(system.ActorOf(Props.Create(() => new FloodSource(sink, FloodMessages)).WithDispatcher("here")));
    }

    /// <summary>A message to and fro between two islands that spin.</summary>
    public static Batch PingPong()
    {
        using ActorSystem system = TwoIslands();
        return Median(system.ActorOf(Props.Create(() => new Circle(2, PingPongMessages / 2, "there")).WithDispatcher("here")));
    }

    /// <summary>Messages and their senders through an array ring, one thread.</summary>
    public static Batch Reference()
    {
        Affinity.PinTo(0);
        try
        {
            var ring = new ArrayRing(1024);
            return Median(Enumerable.Range(0, Batches).Select(_ => ReferenceBatch(ring)));
        }
        finally
        {
            Affinity.Unpin();
        }
    }

    private static Batch ReferenceBatch(ArrayRing ring)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < SameIslandMessages; i++)
        {
            ring.Enqueue(Go, ActorRefs.NoSender);
            if (!ReferenceEquals(ring.Dequeue(out _), Go))
            {
                throw new InvalidOperationException("The reference ring lost a message.");
            }
        }

        return new Batch(Stopwatch.GetElapsedTime(start).TotalNanoseconds / SameIslandMessages, 0);
    }

    private static Batch Median(IActorRef measured) =>
        Median(Enumerable.Range(0, Batches).Select(_ => measured.Ask<Batch>(Go).GetAwaiter().GetResult()));

    private static Batch Median(IEnumerable<Batch> batches) => batches.OrderBy(batch => batch.Nanoseconds).ElementAt(Batches / 2);

    private static ActorSystem TwoIslands()
    {
        ActorSystem system = ActorSystem.Create("bench");
        system.CreateIsland(new IslandOptions { Id = "here", Policy = WaitPolicy.Busy, Cpu = 0 });
        system.CreateIsland(new IslandOptions { Id = "there", Policy = WaitPolicy.Busy, Cpu = 1 % Environment.ProcessorCount });
        return system;
    }
}
