namespace NfvRuntime.Actors.Islands;

/// <summary>Sleeps at once.</summary>
internal sealed class InterruptPolicy : WaitPolicy
{
    public override string Name => "interrupt";

    internal override bool SleepsRarely => false;

    internal override bool ShouldSleep(ref long idleSince) => true;
}
