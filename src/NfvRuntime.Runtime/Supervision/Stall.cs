using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>Something on an island does not return.</summary>
/// <param name="What">What it is, <c>stage 'fw'</c>.</param>
/// <param name="For">How long it has not returned.</param>
public sealed record Stall(string What, TimeSpan For)
{
    /// <inheritdoc/>
    public override string ToString() => $"{What} has not returned for {FaultPolicy.Say(For)}";
}
