namespace NfvRuntime.Sdk;

/// <summary>Whether a stage or ring does its work, and if not, why. Immutable, so that any thread may look at the last one.</summary>
/// <param name="State">Whether it does.</param>
/// <param name="Instead">What becomes of its packets while it is out of service.</param>
/// <param name="Why">What it failed of, in words; empty in service.</param>
public sealed record ServiceStatus(ServiceState State, OnFault Instead, string Why)
{
    /// <summary>All is well.</summary>
    public static ServiceStatus InService { get; } = new(ServiceState.InService, OnFault.Drop, "");

    /// <summary>True if it does not work now.</summary>
    public bool IsOut => State == ServiceState.OutOfService;
}
