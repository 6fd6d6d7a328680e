namespace NfvRuntime.Sdk;

/// <summary>Makes the instances of one stage's actor, at its start and at every restart.</summary>
/// <param name="kind">The stage's kind.</param>
/// <param name="stage">What outlives the instances.</param>
/// <param name="settings">What the kind read from the chain file.</param>
internal sealed class StageProducer(StageKind kind, StageContext stage, object settings) : IIndirectActorProducer
{
    /// <inheritdoc/>
    public Type ActorType => typeof(StageActor);

    /// <inheritdoc/>
    public ActorBase Produce()
    {
        stage.PrepareInstance();
        return stage.Status.IsOut ? new OutOfServiceStage(stage, kind) : kind.Create(stage, settings);
    }

    /// <inheritdoc/>
    public void Release(ActorBase actor)
    {
        // An instance owns nothing: what has to be released is the context's.
    }
}
