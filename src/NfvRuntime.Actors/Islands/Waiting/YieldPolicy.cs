namespace NfvRuntime.Actors.Islands;

/// <summary>Lets other threads run between idle turns.</summary>
internal sealed class YieldPolicy : WaitPolicy
{
    public override string Name => "yield";

    internal override bool SleepsRarely => true;

    internal override bool ShouldSleep(ref long idleSince)
    {
        Thread.Yield();
        return false;
    }
}
