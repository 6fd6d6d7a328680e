namespace NfvRuntime.Actors;

/// <summary>What the engine asks of every reference beside telling: signals, and whose system it is.</summary>
internal abstract class InternalActorRef : IActorRef
{
    public abstract ActorPath Path { get; }

    /// <summary>The system, or null for a reference outside of any.</summary>
    public abstract ActorSystemImpl? System { get; }

    /// <summary>Who stands above it in the tree; null if nobody does. Any thread.</summary>
    public virtual InternalActorRef? ParentRef => null;

    /// <summary>Who stands below it. Any thread.</summary>
    public virtual IEnumerable<InternalActorRef> ChildRefs => [];

    public abstract void Tell(object message, IActorRef? sender);

    /// <summary>Who stands below it under a name; null if nobody does. Any thread.</summary>
    public virtual InternalActorRef? FindChild(string name) => null;

    /// <summary>Hands over a signal of the engine. Signals overtake messages. Any thread.</summary>
    public abstract void Signal(Signal signal);

    public bool Equals(IActorRef? other) => ReferenceEquals(this, other) || (other is IActorRefBehind probe && ReferenceEquals(this, probe.Behind));

    public sealed override bool Equals(object? obj) => Equals(obj as IActorRef);

    public sealed override int GetHashCode() => global::System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    public int CompareTo(IActorRef? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byPath = Path.CompareTo(other.Path);
        return byPath != 0 ? byPath : Path.Uid.CompareTo(other.Path.Uid);
    }

    public int CompareTo(object? obj) =>
        obj is null or IActorRef ? CompareTo(obj as IActorRef) : throw new ArgumentException($"{obj.GetType()} is no actor reference.", nameof(obj));

    public override string ToString() => $"[{Path.ToStringWithUid()}]";

    /// <summary>Casts a reference that the engine made; a foreign implementation cannot take part in supervision or death watch.</summary>
    public static InternalActorRef From(IActorRef reference, string parameter)
    {
        ArgumentNullException.ThrowIfNull(reference, parameter);
        return reference as InternalActorRef ?? (reference as IActorRefBehind)?.Behind as InternalActorRef
            ?? throw new ArgumentException($"{reference} was not made by this actor engine and cannot be watched, stopped or asked.", parameter);
    }
}
