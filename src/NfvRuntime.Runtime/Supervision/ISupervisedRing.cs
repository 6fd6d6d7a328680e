using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>A ring that can be taken out of service.</summary>
internal interface ISupervisedRing
{
    /// <summary>Whether it is in service. Any thread.</summary>
    ServiceStatus Status { get; }

    /// <summary>Makes a status known.</summary>
    void SetStatus(ServiceStatus status);

    /// <summary>It is out of service from now on: nobody's credits may get stuck in it.</summary>
    void OnTakenOut();
}
