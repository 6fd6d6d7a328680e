namespace NfvRuntime.Actors.Islands;

/// <summary>Lets other threads of its CPU run; when nobody has work, sleeps.</summary>
internal sealed class SharePolicy : WaitPolicy
{
    /// <summary>On a CPU that nobody else wants, a yield is a short system call.</summary>
    private const int Yields = 4;

    public override string Name => "share";

    internal override bool SleepsRarely => false;

    internal override bool ShouldSleep(ref long idleSince)
    {
        if (idleSince++ >= Yields)
        {
            return true;
        }

        Thread.Yield();
        return false;
    }
}
