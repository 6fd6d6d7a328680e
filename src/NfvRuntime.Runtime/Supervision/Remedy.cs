namespace NfvRuntime.Runtime;

/// <summary>What is done about a failure.</summary>
internal enum Remedy
{
    /// <summary>A new instance, with the state that was kept.</summary>
    Restart,

    /// <summary>A new instance, without it.</summary>
    StartAfresh,

    /// <summary>No instance for the time being.</summary>
    TakeOut,
}
