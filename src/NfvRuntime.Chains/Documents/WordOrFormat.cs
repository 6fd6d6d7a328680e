using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>A value that may also be a single word with a meaning of its own: <c>unlimited</c>, <c>never</c>, <c>off</c>.</summary>
internal sealed class WordOrFormat<T>(string word, T meaning, SettingFormat<T> otherwise, string? example = null) : SettingFormat<T>
{
    public override string Expected => $"'{word}', or {example ?? otherwise.Expected}";

    public override T Placeholder => meaning;

    public override bool TryRead(SettingsNode node, ReadContext context, out T value)
    {
        value = Placeholder;
        if (node is ScalarNode scalar && scalar.Text == word) return true;
        bool isOther = example is null ? node is ScalarNode { IsEmpty: false } : node is MapNode;
        return isOther ? otherwise.TryRead(node, context, out value) : context.Fail(node, DiagnosticCodes.WrongNode, Expected);
    }
}
