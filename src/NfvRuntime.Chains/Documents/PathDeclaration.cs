using NfvRuntime.Chains.Paths;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>A path of the file.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Hops">At least two.</param>
/// <param name="Full">What its edges do when they are full.</param>
internal sealed record PathDeclaration(ScalarNode Key, IReadOnlyList<Hop> Hops, FullPolicy Full)
{
    public string Name => Key.Text;

    /// <summary>Of a branch: the paths whose packets take it; null for all that lead through its stage.</summary>
    public IReadOnlyList<ScalarNode>? For { get; init; }

    public Hop First => Hops[0];

    public Hop Last => Hops[^1];

    /// <summary>All hops but the first and the last.</summary>
    public IEnumerable<Hop> Middle => Hops.Skip(1).SkipLast(1);

    /// <summary>Whether, as a branch, it is for packets of a path.</summary>
    public bool IsFor(PathDeclaration path) => For is null || For.Any(name => name.Text == path.Name);
}
