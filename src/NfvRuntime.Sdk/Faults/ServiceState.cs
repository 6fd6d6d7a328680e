namespace NfvRuntime.Sdk;

/// <summary>Whether a stage or ring does its work.</summary>
public enum ServiceState
{
    /// <summary>It does; failures restart it.</summary>
    InService,

    /// <summary>It has failed too often and does not work until it is tried again.</summary>
    OutOfService,

    /// <summary>It works again, and the next failure takes it out of service once more.</summary>
    OnTrial,
}
