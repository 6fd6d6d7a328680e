namespace NfvRuntime.Chains;

/// <summary>A thread that touches packets.</summary>
/// <param name="Name">Of the island.</param>
/// <param name="Process">The guest, or the host, whose thread it is.</param>
/// <param name="Segment">The segment that it runs; null if it serves kloops.</param>
/// <param name="Kloops">What it serves, as <c>guest: port</c> or <c>guest: link</c>; all of guests of one trust group.</param>
public sealed record PlanIsland(string Name, string Process, int? Segment, IReadOnlyList<string> Kloops);
