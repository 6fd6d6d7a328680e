namespace NfvRuntime.Guests.Protocol;

/// <summary>A segment that a host wants.</summary>
/// <param name="Deploy">What would build it.</param>
/// <param name="Ports">The ports it uses.</param>
/// <param name="Running">Whether it is to move packets.</param>
public sealed record DesiredSegment(DeployRequest Deploy, IReadOnlyList<string> Ports, bool Running = true);
