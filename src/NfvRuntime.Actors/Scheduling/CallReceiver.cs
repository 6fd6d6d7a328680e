using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors;

/// <summary>Makes a call of a message, so that calls are scheduled as messages are.</summary>
internal sealed class CallReceiver(ActorSystemImpl system, Action action) : ICanTell
{
    public void Tell(object message, IActorRef? sender)
    {
        try
        {
            action();
        }
        catch (Exception thrown)
        {
            system.Publish(new Error(thrown, nameof(IScheduler), GetType(), $"a scheduled call threw: {thrown.Message}"));
        }
    }
}
