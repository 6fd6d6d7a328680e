namespace NfvRuntime.Actors;

/// <summary>
/// The actors of a path, looked up anew for every message. An element may hold <c>*</c> and <c>?</c>; <c>**</c> at the end means all
/// below; <c>..</c> goes up. Any thread.
/// </summary>
public class ActorSelection : ICanTell
{
    private readonly string[] _elements;

    /// <summary>Makes a selection.</summary>
    /// <param name="anchor">Where the path begins.</param>
    /// <param name="path">The path.</param>
    public ActorSelection(IActorRef anchor, string path)
        : this(anchor, (path ?? "").Split('/'))
    {
    }

    /// <summary>Makes a selection.</summary>
    /// <param name="anchor">Where the path begins.</param>
    /// <param name="elements">The elements of the path; empty ones do not count.</param>
    /// <exception cref="IllegalActorNameException"><c>**</c> is not the last element.</exception>
    public ActorSelection(IActorRef anchor, IEnumerable<string> elements)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        Anchor = anchor;
        _elements = [.. elements.Where(element => !string.IsNullOrEmpty(element))];
        int all = Array.IndexOf(_elements, SelectionWalk.All);
        if (all >= 0 && all < _elements.Length - 1)
        {
            throw new IllegalActorNameException("Double wildcard can only appear at the last path entry");
        }
    }

    /// <summary>Where the path begins.</summary>
    public IActorRef Anchor { get; }

    /// <summary>The path as text.</summary>
    public string PathString => "/" + string.Join('/', _elements);

    /// <summary>Sends a message to every actor of the path; to the dead letters if there is none.</summary>
    /// <param name="message">The message.</param>
    /// <param name="sender">From whom; null for the actor that runs on this thread.</param>
    public void Tell(object message, IActorRef? sender = null)
    {
        if (message is null)
        {
            throw new InvalidMessageException("Message is null.");
        }

        IActorRef? from = sender ?? ImplicitSender.Current;
        if (Anchor is InternalActorRef anchor)
        {
            new SelectionWalk(anchor, _elements, message, from).Deliver();
        }
        else
        {
            Anchor.Tell(message, from);
        }
    }

    /// <summary>The reference of the actor that answers first.</summary>
    /// <param name="timeout">How long to wait.</param>
    /// <exception cref="ActorNotFoundException">There is none.</exception>
    public Task<IActorRef> ResolveOne(TimeSpan timeout) => ResolveOne(timeout, CancellationToken.None);

    /// <summary>The reference of the actor that answers first.</summary>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="ct">Ends the waiting.</param>
    /// <exception cref="ActorNotFoundException">There is none.</exception>
    public async Task<IActorRef> ResolveOne(TimeSpan timeout, CancellationToken ct)
    {
        try
        {
            ActorIdentity identity = await this.Ask<ActorIdentity>(new Identify(null), timeout, ct).ConfigureAwait(false);
            return identity.Subject ?? throw new ActorNotFoundException("subject was null");
        }
        catch (Exception thrown)
        {
            throw new ActorNotFoundException("Exception occurred while resolving ActorSelection", thrown);
        }
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ActorSelection other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Anchor, PathString);

    /// <inheritdoc/>
    public override string ToString() => $"ActorSelection[Anchor({Anchor.Path.ToStringWithUid()}), Path({PathString})]";

    /// <summary>Equality of anchor and path.</summary>
    /// <param name="other">The other.</param>
    protected bool Equals(ActorSelection other) => Anchor.Equals(other?.Anchor) && PathString == other.PathString;
}
