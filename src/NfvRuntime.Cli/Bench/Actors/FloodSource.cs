using System.Diagnostics;

namespace NfvRuntime.Cli.Bench.Actors;

/// <summary>Sends as fast as it can.</summary>
internal sealed class FloodSource(IActorRef sink, int count) : UntypedActor
{
    protected override void OnReceive(object message)
    {
        Sender.Tell(Stopwatch.GetTimestamp(), Self);
        for (int i = 0; i < count; i++)
        {
            sink.Tell(message, ActorRefs.NoSender);
        }
    }
}
