using System.Diagnostics;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Cli.Bench.Actors;

/// <summary>The measurements of <c>nfv bench actors</c>, each on a system of its own.</summary>
internal static class ActorsScenario
{
    private const int Actors = 8;
    private static readonly object Token = new();

    /// <summary>A token through a circle of actors on one island.</summary>
    /// <param name="hops">How many messages.</param>
    /// <returns>Nanoseconds and bytes for each message.</returns>
    public static (double Nanoseconds, double Bytes) SameIsland(int hops)
    {
        using ActorSystem system = ActorSystem.Create("bench");
        system.CreateIsland(new IslandOptions { Id = "one", Policy = WaitPolicy.Busy, Cpu = 0 });
        var meter = new TaskCompletionSource<(double, double)>(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef circle = system.ActorOf(Props.Create(() => new Circle(Actors, hops, meter)).WithDispatcher("one"));
        circle.Tell(Token, ActorRefs.NoSender);
        return meter.Task.GetAwaiter().GetResult();
    }

    /// <summary>Messages from one island to another, as fast as they can be told.</summary>
    /// <returns>Nanoseconds for each message.</returns>
    public static double CrossIslandFlood(int messages)
    {
        using ActorSystem system = TwoIslands();
        var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef sink = system.ActorOf(Props.Create(() => new FloodSink(messages, done)).WithDispatcher("there"));
        IActorRef source = system.ActorOf(Props.Create(() => new FloodSource(sink, messages)).WithDispatcher("here"));
        long start = source.Ask<long>(Token).GetAwaiter().GetResult();
        return Nanoseconds(start, done.Task.GetAwaiter().GetResult(), messages);
    }

    /// <summary>A message to and fro between two islands that spin.</summary>
    /// <returns>Nanoseconds one way.</returns>
    public static double PingPong(int hops)
    {
        using ActorSystem system = TwoIslands();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef one = system.ActorOf(Props.Create(() => new Relay(done)).WithDispatcher("here"));
        IActorRef other = system.ActorOf(Props.Create(() => new Relay(done)).WithDispatcher("there"));
        one.Ask(new Relay.Route(other, hops)).GetAwaiter().GetResult();
        other.Ask(new Relay.Route(one, hops)).GetAwaiter().GetResult();
        long start = Stopwatch.GetTimestamp();
        one.Tell(Token, ActorRefs.NoSender);
        done.Task.GetAwaiter().GetResult();
        return Nanoseconds(start, Stopwatch.GetTimestamp(), 2L * hops);
    }

    /// <summary>Messages and senders through an array ring, a burst in and a burst out, on one thread.</summary>
    /// <returns>Nanoseconds for one enqueue and dequeue.</returns>
    public static double Reference(int messages)
    {
        Affinity.PinTo(0);
        try
        {
            var ring = new ArrayRing(1024);
            long start = Stopwatch.GetTimestamp();
            for (int sent = 0; sent < messages; sent += Actors)
            {
                for (int i = 0; i < Actors; i++)
                {
                    ring.Enqueue(Token, ActorRefs.NoSender);
                }

                for (int i = 0; i < Actors; i++)
                {
                    if (!ReferenceEquals(ring.Dequeue(out _), Token))
                    {
                        throw new InvalidOperationException("The reference ring lost a message.");
                    }
                }
            }

            return Nanoseconds(start, Stopwatch.GetTimestamp(), messages);
        }
        finally
        {
            Affinity.Unpin();
        }
    }

    internal static double Nanoseconds(long start, long end, long messages) =>
        Stopwatch.GetElapsedTime(start, end).TotalNanoseconds / messages;

    private static ActorSystem TwoIslands()
    {
        ActorSystem system = ActorSystem.Create("bench");
        system.CreateIsland(new IslandOptions { Id = "here", Policy = WaitPolicy.Busy, Cpu = 0 });
        system.CreateIsland(new IslandOptions { Id = "there", Policy = WaitPolicy.Busy, Cpu = 1 % Environment.ProcessorCount });
        return system;
    }
}
