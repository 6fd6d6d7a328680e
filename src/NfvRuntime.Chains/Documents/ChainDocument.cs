namespace NfvRuntime.Chains.Documents;

/// <summary>A chain file as written: typed where it could be read, not yet checked as a whole.</summary>
/// <param name="Name">The chain's name.</param>
/// <param name="Options">What holds for the whole chain.</param>
/// <param name="Ports">In the order of the file.</param>
/// <param name="Stages">In the order of the file.</param>
/// <param name="Paths">In the order of the file; those whose text could be read.</param>
/// <param name="Guests">In the order of the file.</param>
/// <param name="Links">In the order of the file; those that could be read.</param>
/// <param name="DefaultLink">What holds for links that have no entry of their own.</param>
/// <param name="KnowsAllHops">Whether the sections of ports and stages could be read, so that a name not found there is a mistake.</param>
/// <param name="KnowsAllPaths">Whether every path could be read, so that what no path mentions is not mentioned.</param>
internal sealed record ChainDocument(
    string Name,
    ChainOptions Options,
    IReadOnlyList<PortDeclaration> Ports,
    IReadOnlyList<StageDeclaration> Stages,
    IReadOnlyList<PathDeclaration> Paths,
    IReadOnlyList<GuestDeclaration> Guests,
    IReadOnlyList<LinkDeclaration> Links,
    LinkChoice? DefaultLink,
    bool KnowsAllHops,
    bool KnowsAllPaths);
