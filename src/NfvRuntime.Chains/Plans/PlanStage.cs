using NfvRuntime.Sdk;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains;

/// <summary>A stage to run.</summary>
/// <param name="Name">As paths call it.</param>
/// <param name="Kind">What it is made by.</param>
/// <param name="Settings">What <see cref="IStageDescription.ReadSettings"/> returned.</param>
public sealed record PlanStage(string Name, IStageDescription Kind, object Settings)
{
    /// <summary>What is done when it fails.</summary>
    public FaultPolicy Faults { get; init; } = new();
}
