namespace NfvRuntime.Host;

/// <summary>The far side does its work in whoever signals it: for an application and a host in one process (netmap's direct mode).</summary>
/// <param name="serve">What the far side does; it must not block. Run by the signalling thread, one at a time.</param>
public sealed class DirectWake(Action serve) : Wake
{
    /// <summary>-1: nobody is ever woken.</summary>
    public override int Descriptor => -1;

    /// <summary>Does the far side's work.</summary>
    public override void Signal() => serve();

    /// <inheritdoc/>
    public override bool Drain() => false;

    /// <inheritdoc/>
    protected override void Close()
    {
    }
}
