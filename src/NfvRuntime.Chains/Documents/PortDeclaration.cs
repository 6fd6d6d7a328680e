using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>A port of the file.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Open">What is opened; null after a mistake.</param>
/// <param name="Kind">Null when no kind opens it.</param>
/// <param name="Reader">Over the port's map; <c>open</c> is read already.</param>
internal sealed record PortDeclaration(ScalarNode Key, ScalarNode? Open, IPortDescription? Kind, SettingsReader Reader)
{
    public string Name => Key.Text;
}
