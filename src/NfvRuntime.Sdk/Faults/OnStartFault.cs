namespace NfvRuntime.Sdk;

/// <summary>What becomes of a chain when one of its stages cannot be made at the start.</summary>
public enum OnStartFault
{
    /// <summary>The chain does not start.</summary>
    Refuse,

    /// <summary>It starts with that stage out of service: its packets are dropped.</summary>
    Drop,

    /// <summary>It starts with that stage out of service: its packets pass it unchanged.</summary>
    Bypass,
}
