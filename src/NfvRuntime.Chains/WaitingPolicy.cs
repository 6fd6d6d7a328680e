namespace NfvRuntime.Chains;

/// <summary>What an island does when it finds no work.</summary>
public enum WaitingPolicy
{
    /// <summary>Looks for work for some microseconds, then sleeps until it is woken.</summary>
    Adaptive,

    /// <summary>Looks for work without end.</summary>
    Busy,

    /// <summary>Looks for work without end, but lets others run in between.</summary>
    Yield,

    /// <summary>Sleeps at once.</summary>
    Interrupt,

    /// <summary>Lets others of its CPU run a few times, then sleeps.</summary>
    Share,
}
