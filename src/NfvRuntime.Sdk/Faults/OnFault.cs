namespace NfvRuntime.Sdk;

/// <summary>What becomes of the packets of a stage that is out of service: the chain key <c>on-fault</c>.</summary>
public enum OnFault
{
    /// <summary>They are dropped under <see cref="DropReasons.OutOfService"/>.</summary>
    Drop,

    /// <summary>They pass unchanged from the input to the output that the stage's kind names for it.</summary>
    Bypass,

    /// <summary>The whole chain stops in order.</summary>
    Stop,
}
