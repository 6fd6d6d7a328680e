using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>A name together with its position, for names that are looked up later.</summary>
internal sealed class WordNodeFormat : SettingFormat<ScalarNode>
{
    public override string Expected => "a name";

    public override bool TryRead(SettingsNode node, ReadContext context, out ScalarNode value)
    {
        value = node as ScalarNode ?? Placeholder;
        return node is ScalarNode { IsEmpty: false } || context.Fail(node, DiagnosticCodes.WrongNode, Expected);
    }
}
