using System.Diagnostics;

namespace NfvRuntime.Cli.Bench.Actors;

/// <summary>
/// Lets a token run round a circle of actors, of which it is one itself, counts the rounds of a batch and answers what it cost. The others
/// live on its own island, or all on another.
/// </summary>
internal sealed class Circle : UntypedActor
{
    private static readonly object Token = new();

    private readonly int _actors;
    private readonly int _rounds;
    private readonly IActorRef _first;
    private IActorRef _asker = ActorRefs.Nobody;
    private int _left;
    private long _start;
    private long _bytes;

    public Circle(int actors, int rounds, string island)
    {
        _actors = actors;
        _rounds = rounds;
        _first = Self;
        for (int i = 1; i < actors; i++)
        {
            IActorRef next = _first;
            _first = Context.ActorOf(Props.Create(() => new Link(next)).WithDispatcher(island));
        }
    }

    protected override void OnReceive(object message)
    {
        if (ReferenceEquals(message, Token) && --_left == 0)
        {
            long messages = (long)_rounds * _actors;
            long bytes = GC.GetAllocatedBytesForCurrentThread() - _bytes; // Before the answer is made.
            double nanoseconds = Stopwatch.GetElapsedTime(_start).TotalNanoseconds / messages;
            _asker.Tell(new Batch(nanoseconds, bytes / (double)messages), Self);
            return;
        }

        if (!ReferenceEquals(message, Token))
        {
            _asker = Sender;
            _left = _rounds;
            _bytes = GC.GetAllocatedBytesForCurrentThread();
            _start = Stopwatch.GetTimestamp();
        }

        _first.Tell(Token, ActorRefs.NoSender);
    }

    private sealed class Link(IActorRef next) : UntypedActor
    {
        protected override void OnReceive(object message) => next.Tell(message, ActorRefs.NoSender);
    }
}
