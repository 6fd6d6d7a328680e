namespace NfvRuntime.Chains;

/// <summary>A path: from a port, or from an output of a stage (a branch), to a port or to drop.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Name">As the user called it.</param>
/// <param name="Full">What its edges do when they are full.</param>
/// <param name="Edges">
/// Indexes of its edges in their order; each begins where the one before ended. A branch to <c>sender</c> has an edge to each port instead.
/// </param>
/// <param name="IsBranch">Whether it begins at a stage.</param>
public sealed record PlanPath(int Index, string Name, FullPolicy Full, IReadOnlyList<int> Edges, bool IsBranch);
