using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>A guest of the file.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Kind">Null when there is none of the name given.</param>
/// <param name="Settings">What the kind read; null after a mistake.</param>
/// <param name="Trust">The trust group that the file names; null where the guest has one of its own.</param>
/// <param name="Run">The stages that it names.</param>
/// <param name="Ports">The ports that it names.</param>
/// <param name="NamesStages">Whether it has a list of stages, which may be empty, that could be read.</param>
internal sealed record GuestDeclaration(
    ScalarNode Key,
    IGuestDescription? Kind,
    GuestSettings? Settings,
    ScalarNode? Trust,
    IReadOnlyList<ScalarNode> Run,
    IReadOnlyList<ScalarNode> Ports,
    bool NamesStages)
{
    public string Name => Key.Text;

    /// <summary>The trust group that it belongs to.</summary>
    public string Group => Trust?.Text ?? Name;
}
