namespace NfvRuntime.Chains;

/// <summary>The part of a chain that runs in one place.</summary>
/// <param name="Index">Its number, from 0.</param>
/// <param name="Guest">The guest it runs in; null for the host.</param>
/// <param name="Trust">The trust group of the place.</param>
/// <param name="Stages">The stages that run here, in the order of the file.</param>
/// <param name="Ports">
/// The ports that begin and end paths here. Those of a guest are opened by the host, in the guest's region, and served by a kloop, but for
/// <see cref="OpensItself"/>.
/// </param>
public sealed record PlanSegment(int Index, PlanGuest? Guest, string Trust, IReadOnlyList<string> Stages, IReadOnlyList<string> Ports)
{
    /// <summary>Those of a guest's ports that stand for nothing outside, so that the guest opens them itself.</summary>
    public IReadOnlyList<string> OpensItself { get; init; } = [];

    /// <summary>The guest's name, or <c>host</c>.</summary>
    public string Name => Guest?.Name ?? PlanGuest.HostName;
}
