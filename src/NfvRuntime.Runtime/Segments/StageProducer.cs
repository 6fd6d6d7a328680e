using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>Makes a stage's actor by its kind, at the start and at every restart.</summary>
/// <param name="stage">The stage.</param>
internal sealed class StageProducer(StageNode stage) : IIndirectActorProducer
{
    public Type ActorType => typeof(StageActor);

    public ActorBase Produce() => stage.Kind.Create(stage.Context, stage.Settings);

    public void Release(ActorBase actor)
    {
    }
}
