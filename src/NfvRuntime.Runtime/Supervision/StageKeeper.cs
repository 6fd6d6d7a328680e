using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>Decides about one stage.</summary>
/// <param name="stage">The stage.</param>
internal sealed class StageKeeper(StageContext stage)
    : ServiceKeeper($"stage '{stage.Name}'", stage.Faults.Restarts, stage.Faults.Retry, hasState: true)
{
    /// <summary>The stage.</summary>
    public StageContext Stage => stage;

    public override ServiceStatus Status => stage.Status;

    protected override OnFault Instead => stage.Faults.OnFault;

    protected override void Set(ServiceStatus status) => stage.SetStatus(status);

    protected override string DiscardState()
    {
        string done = stage.HasState ? "its state is discarded" : "it goes on, having no state to discard";
        stage.StartAfresh();
        return done;
    }

    /// <summary>The restart that follows every failure puts the stand-in into its place.</summary>
    protected override void OnTakenOut()
    {
    }

    /// <summary>The stand-in makes room for a real instance.</summary>
    protected override void Try() => Actor.Tell(Kill.Instance, ActorRefs.NoSender);

    /// <summary>There was no instance that could have counted it.</summary>
    protected override void CountFailedStart() => stage.Counters.Restarts.Add(1);
}
