using System.IO.Enumeration;

namespace NfvRuntime.Actors;

/// <summary>Follows the path of a selection through the tree, on the thread of whoever tells.</summary>
internal sealed class SelectionWalk(InternalActorRef anchor, string[] elements, object message, IActorRef? sender)
{
    public const string All = "**";
    private const string Up = "..";

    public void Deliver() => From(anchor, 0, fannedOut: false);

    private void From(InternalActorRef at, int index, bool fannedOut)
    {
        if (index == elements.Length)
        {
            at.Tell(message, sender);
            return;
        }

        string element = elements[index];
        if (element == All)
        {
            TellBelow(at);
        }
        else if (element.AsSpan().IndexOfAny('*', '?') >= 0)
        {
            InternalActorRef[] matching = [.. at.ChildRefs.Where(child => FileSystemName.MatchesSimpleExpression(element, child.Path.Name, ignoreCase: false))];
            Each(matching, index, fannedOut || matching.Length > 1);
        }
        else
        {
            Each((element == Up ? at.ParentRef : at.FindChild(element)) is { } next ? [next] : [], index, fannedOut);
        }
    }

    private void Each(InternalActorRef[] next, int index, bool fannedOut)
    {
        foreach (InternalActorRef actor in next)
        {
            From(actor, index + 1, fannedOut);
        }

        // Where a wildcard has found several, it is no loss if one of them has not got what comes behind.
        if (next.Length == 0 && !fannedOut)
        {
            ActorPath path = elements.Aggregate(anchor.Path, static (at, element) => at / element);
            new EmptyActorRef(anchor.System!, path).Tell(message, sender);
        }
    }

    private void TellBelow(InternalActorRef at)
    {
        foreach (InternalActorRef child in at.ChildRefs)
        {
            child.Tell(message, sender);
            TellBelow(child);
        }
    }
}
