using NfvRuntime.Actors.Islands;

namespace NfvRuntime.Actors;

/// <summary>Sending as the actor that runs on this thread.</summary>
public static class ActorRefImplicitSenderExtensions
{
    /// <summary>Sends a message whose sender is the actor that runs on this thread, or nobody outside of actors.</summary>
    /// <param name="receiver">The receiver.</param>
    /// <param name="message">The message.</param>
    public static void Tell(this IActorRef receiver, object message)
    {
        if (receiver is LocalActorRef local)
        {
            local.TellFromHere(message);
            return;
        }

        ArgumentNullException.ThrowIfNull(receiver);
        receiver.Tell(message, ImplicitSender.Current);
    }

    /// <summary>Sends a message on, keeping its sender.</summary>
    /// <param name="receiver">The receiver.</param>
    /// <param name="message">The message.</param>
    public static void Forward(this IActorRef receiver, object message)
    {
        ArgumentNullException.ThrowIfNull(receiver);
        receiver.Tell(message, Island.Current?.Running?.SenderOrNull);
    }
}
