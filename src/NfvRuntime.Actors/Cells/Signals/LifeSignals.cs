namespace NfvRuntime.Actors;

/// <summary>Make the instance and start it.</summary>
internal sealed class CreateSignal : Signal
{
    public override void Apply(ActorCell cell) => cell.Create();
}

/// <summary>Stop, children first.</summary>
internal sealed class TerminateSignal : Signal
{
    public override void Apply(ActorCell cell) => cell.Terminate();
}

/// <summary>Process no messages until told to go on; the parent failed.</summary>
internal sealed class SuspendSignal : Signal
{
    public override bool WaitsForChildren => true;

    public override void Apply(ActorCell cell) => cell.FaultSuspend();
}

/// <summary>Go on with the same instance.</summary>
/// <param name="cause">The cell's own failure; null if it only shared that of its parent.</param>
internal sealed class ResumeSignal(Exception? cause) : Signal
{
    public override bool WaitsForChildren => true;

    public override void Apply(ActorCell cell) => cell.FaultResume(cause);
}

/// <summary>Go on with a new instance.</summary>
/// <param name="cause">The failure.</param>
internal sealed class RecreateSignal(Exception cause) : Signal
{
    public override bool WaitsForChildren => true;

    public override void Apply(ActorCell cell) => cell.FaultRecreate(cause);
}

/// <summary>A child failed and is suspended until the receiver has judged.</summary>
/// <param name="child">The child.</param>
/// <param name="cause">What it failed with.</param>
internal sealed class FailedSignal(InternalActorRef child, Exception cause) : Signal
{
    public InternalActorRef Child => child;

    public Exception Cause => cause;

    public override bool WaitsForChildren => true;

    public override bool WaitsForResume => true;

    public override void Apply(ActorCell cell) => cell.HandleFailed(child, cause);
}
