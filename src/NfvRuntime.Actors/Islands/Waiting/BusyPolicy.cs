namespace NfvRuntime.Actors.Islands;

/// <summary>Turns on for ever.</summary>
internal sealed class BusyPolicy : WaitPolicy
{
    public override string Name => "busy";

    internal override bool SleepsRarely => true;

    internal override bool ShouldSleep(ref long idleSince)
    {
        Thread.SpinWait(1);
        return false;
    }
}
