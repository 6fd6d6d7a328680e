using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>
/// Asks a segment's actor for what a stage knows, or gives it what another one knew. Answered by a <see cref="StageState"/>, or by what went
/// wrong.
/// </summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Import">What to put in place; null to export.</param>
internal sealed record StateRequest(string Stage, StageState? Import)
{
    /// <summary>On the island.</summary>
    public void Run(Segment segment, IActorRef asker, IActorRef self)
    {
        object answer;
        try
        {
            answer = Exchange(segment);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            answer = new Status.Failure(e);
        }

        asker.Tell(answer, self);
    }

    private StageState Exchange(Segment segment)
    {
        StageNode node = segment.Stages.FirstOrDefault(stage => stage.Name == Stage)
            ?? throw new KeyNotFoundException($"there is no stage '{Stage}' here; there are {string.Join(", ", segment.Stages.Select(stage => stage.Name))}");
        IPortableState state = node.Context.Portable
            ?? throw new NotSupportedException($"stage '{Stage}' ({node.Kind.Name}) keeps no state that can leave its process");
        if (Import is not { } given)
        {
            return new StageState(state.Format, state.Export());
        }

        if (given.Format != state.Format)
        {
            throw new InvalidDataException($"stage '{Stage}' ({node.Kind.Name}) takes state of the format {state.Format}, and this is {given.Format}");
        }

        state.Import(given.Data.Span);
        return given;
    }
}
