using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>A stage of the file.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Kind">Null when there is none of the name given.</param>
/// <param name="Settings">What the kind read; null after a mistake.</param>
internal sealed record StageDeclaration(ScalarNode Key, IStageDescription? Kind, object? Settings)
{
    public string Name => Key.Text;
}
