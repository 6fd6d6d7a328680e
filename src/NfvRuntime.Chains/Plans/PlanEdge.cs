namespace NfvRuntime.Chains;

/// <summary>One hop of one path.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Name">How users see it, <c>fw[denied]->audit</c>; unique together with the path.</param>
/// <param name="Path">The path it belongs to, and on which packets are behind it.</param>
/// <param name="From">A port or a stage.</param>
/// <param name="Gate">The output at which it leaves a stage; the default output is the empty name.</param>
/// <param name="To">A stage, a port or drop.</param>
/// <param name="InputGate">The input at which it enters a stage; the default input is the empty name.</param>
/// <param name="Full">What it does when it is full.</param>
/// <param name="TakenOn">
/// The paths on which packets are in front of it: its own path, or, for the first edge of a branch, every path that leads through the
/// stage without going on at the same output. In ascending order.
/// </param>
public sealed record PlanEdge(
    int Index,
    string Name,
    int Path,
    PlanEnd From,
    string Gate,
    PlanEnd To,
    string InputGate,
    FullPolicy Full,
    IReadOnlyList<int> TakenOn);
