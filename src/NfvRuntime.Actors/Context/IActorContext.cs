namespace NfvRuntime.Actors;

/// <summary>What an actor knows of itself and asks of the engine. To be used only while the actor runs, on its own thread.</summary>
public interface IActorContext : IActorRefFactory, ICanWatch
{
    /// <summary>The actor itself.</summary>
    IActorRef Self { get; }

    /// <summary>Who sent the message that is processed now; the dead letters if nobody did.</summary>
    IActorRef Sender { get; }

    /// <summary>Who supervises the actor.</summary>
    IActorRef Parent { get; }

    /// <summary>How the actor was made.</summary>
    Props Props { get; }

    /// <summary>The system it lives in.</summary>
    ActorSystem System { get; }

    /// <summary>The time of <see cref="SetReceiveTimeout"/>; null if it is off.</summary>
    TimeSpan? ReceiveTimeout { get; }

    /// <summary>Asks for a <see cref="Actors.ReceiveTimeout"/> whenever no message has come for a time. A restart switches it off.</summary>
    /// <param name="timeout">The time; null to ask no longer.</param>
    void SetReceiveTimeout(TimeSpan? timeout);

    /// <summary>The actor's children, those that are stopping among them.</summary>
    IEnumerable<IActorRef> GetChildren();

    /// <summary>The child of that name, or <see cref="ActorRefs.Nobody"/>.</summary>
    /// <param name="name">Its name.</param>
    IActorRef Child(string name);

    /// <summary>Stops an actor after the message it processes now; its own children stop first. What is left in its mailbox goes to the dead letters.</summary>
    /// <param name="child">A child, or the actor itself.</param>
    void Stop(IActorRef child);

    /// <summary>Replaces how the next messages are received.</summary>
    /// <param name="receive">Gives false for a message that it does not handle.</param>
    void Become(Receive receive);

    /// <summary>As <see cref="Become"/>, until <see cref="UnbecomeStacked"/>.</summary>
    /// <param name="receive">Gives false for a message that it does not handle.</param>
    void BecomeStacked(Receive receive);

    /// <summary>Goes back to what was before the last <see cref="BecomeStacked"/>; at the bottom, nothing changes.</summary>
    void UnbecomeStacked();
}
