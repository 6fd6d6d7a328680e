using System.Diagnostics;
using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Cli.Bench.Actors;

/// <summary>
/// Lets a token run round a circle of actors on its own island, of which it is one itself, and measures there. It counts the rounds.
/// </summary>
internal sealed class Circle : UntypedActor
{
    private readonly int _rounds;
    private readonly int _actors;
    private readonly TaskCompletionSource<(double Nanoseconds, double Bytes)> _meter;
    private readonly IActorRef _first;
    private int _left;
    private long _start;
    private long _bytes;

    public Circle(int actors, int hops, TaskCompletionSource<(double Nanoseconds, double Bytes)> meter)
    {
        _rounds = hops / actors;
        _actors = actors;
        _meter = meter;
        _first = Self;
        for (int i = 1; i < actors; i++)
        {
            IActorRef next = _first;
            _first = Context.ActorOf(Props.Create(() => new Link(next)).WithDispatcher(Island.OfParent));
        }
    }

    protected override void OnReceive(object message)
    {
        if (_start == 0)
        {
            _left = _rounds;
            _bytes = GC.GetAllocatedBytesForCurrentThread();
            _start = Stopwatch.GetTimestamp();
            _first.Tell(message, ActorRefs.NoSender);
        }
        else if (--_left > 0)
        {
            _first.Tell(message, ActorRefs.NoSender);
        }
        else
        {
            long messages = (long)_rounds * _actors;
            double nanoseconds = ActorsScenario.Nanoseconds(_start, Stopwatch.GetTimestamp(), messages);
            _meter.SetResult((nanoseconds, (GC.GetAllocatedBytesForCurrentThread() - _bytes) / (double)messages));
        }
    }

    private sealed class Link(IActorRef next) : UntypedActor
    {
        protected override void OnReceive(object message) => next.Tell(message, ActorRefs.NoSender);
    }
}
