using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors;

/// <summary>The parent of all actors that have no other.</summary>
internal sealed class GuardianActor : ActorBase
{
    protected override bool Receive(object message)
    {
        Context.System.DeadLetters.Tell(new DeadLetter(message, Sender, Self), Sender);
        return true;
    }
}
