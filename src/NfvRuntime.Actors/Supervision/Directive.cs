namespace NfvRuntime.Actors;

/// <summary>What a supervisor does with a child that failed.</summary>
public enum Directive
{
    /// <summary>Go on with the next message, keeping the instance.</summary>
    Resume,

    /// <summary>Go on with the next message, with a new instance.</summary>
    Restart,

    /// <summary>Fail oneself with the child's failure.</summary>
    Escalate,

    /// <summary>Stop the child for good.</summary>
    Stop,
}
