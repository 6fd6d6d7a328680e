namespace NfvRuntime.Guests.Protocol;

/// <summary>A step of a <see cref="ResyncPlan"/>.</summary>
/// <param name="Action">What to do.</param>
/// <param name="Name">The port or segment.</param>
/// <param name="Why">For people.</param>
public sealed record ResyncStep(ResyncAction Action, string Name, string Why);
