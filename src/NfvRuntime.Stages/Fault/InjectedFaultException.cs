namespace NfvRuntime.Stages;

/// <summary>What <c>fault</c> throws on purpose.</summary>
/// <param name="stage">Name of the stage.</param>
/// <param name="burst">Number of the failing burst, from 1.</param>
public sealed class InjectedFaultException(string stage, long burst)
    : Exception($"Stage '{stage}' fails on its burst {burst}, as its settings say.");
