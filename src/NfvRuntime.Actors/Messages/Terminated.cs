using NfvRuntime.Actors.Event;

namespace NfvRuntime.Actors;

/// <summary>Tells a watcher, once, that the watched actor has stopped. It comes after every message that the actor sent the watcher.</summary>
public sealed class Terminated : IAutoReceivedMessage, IPossiblyHarmful, IDeadLetterSuppression, IEquatable<Terminated>
{
    /// <summary>Makes the message.</summary>
    /// <param name="actorRef">Who stopped.</param>
    /// <param name="existenceConfirmed">False if the actor was dead already when it was watched.</param>
    /// <param name="addressTerminated">True if its whole system is gone; never so within one process.</param>
    public Terminated(IActorRef actorRef, bool existenceConfirmed, bool addressTerminated)
    {
        ActorRef = actorRef;
        ExistenceConfirmed = existenceConfirmed;
        AddressTerminated = addressTerminated;
    }

    /// <summary>Who stopped.</summary>
    public IActorRef ActorRef { get; }

    /// <summary>False if the actor was dead already when it was watched.</summary>
    public bool ExistenceConfirmed { get; }

    /// <summary>True if its whole system is gone; never so within one process.</summary>
    public bool AddressTerminated { get; }

    /// <inheritdoc/>
    public bool Equals(Terminated? other) => other is not null && ActorRef.Equals(other.ActorRef)
        && ExistenceConfirmed == other.ExistenceConfirmed && AddressTerminated == other.AddressTerminated;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Terminated);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(ActorRef, ExistenceConfirmed, AddressTerminated);

    /// <inheritdoc/>
    public override string ToString() => $"<Terminated>: {ActorRef} - ExistenceConfirmed={ExistenceConfirmed}";
}
