namespace NfvRuntime.Stages;

/// <summary>How <c>fault</c> fails.</summary>
public enum FaultMode
{
    /// <summary>It throws.</summary>
    Throw,

    /// <summary>It does not return.</summary>
    Hang,
}
