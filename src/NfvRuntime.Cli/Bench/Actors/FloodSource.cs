using System.Diagnostics;

namespace NfvRuntime.Cli.Bench.Actors;

/// <summary>Sends a batch as fast as it can; the receiver answers what it cost when the last has come.</summary>
internal sealed class FloodSource(IActorRef sink, int count) : UntypedActor
{
    private static readonly object Token = new();

    protected override void OnReceive(object message)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 1; i < count; i++)
        {
            sink.Tell(Token, ActorRefs.NoSender);
        }

        sink.Tell(new Last(start, count), Sender);
    }

    /// <summary>The last message of a batch, sent in the name of whoever wants to know.</summary>
    private sealed record Last(long Start, int Count);

    internal sealed class Sink : UntypedActor
    {
        private int _count;

        protected override void OnReceive(object message)
        {
            _count++;
            if (message is Last last)
            {
                if (_count != last.Count)
                {
                    throw new InvalidOperationException($"{_count} of {last.Count} messages came.");
                }

                _count = 0;
                Sender.Tell(new Batch(Stopwatch.GetElapsedTime(last.Start).TotalNanoseconds / last.Count, 0), Self);
            }
        }
    }
}
