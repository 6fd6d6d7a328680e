namespace NfvRuntime.Sdk.Settings;

/// <summary>A value written as a single text. Derive from it for a form of your own.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public abstract class ScalarFormat<T> : SettingFormat<T>
{
    /// <inheritdoc/>
    public sealed override bool TryRead(SettingsNode node, ReadContext context, out T value)
    {
        value = Placeholder;
        if (node is not ScalarNode { IsEmpty: false } scalar) return context.Fail(node, DiagnosticCodes.WrongNode, Expected);
        return Parse(scalar.Text, out value) switch
        {
            ParseResult.Ok => true,
            ParseResult.OutOfRange => context.Fail(node, DiagnosticCodes.OutOfRange, Expected),
            ParseResult.UnknownWord => context.Fail(node, DiagnosticCodes.UnknownWord, ExpectedInsteadOf(scalar.Text)),
            _ => context.Fail(node, DiagnosticCodes.BadValue, ExpectedInsteadOf(scalar.Text)),
        };
    }

    /// <summary>Reads the text.</summary>
    protected abstract ParseResult Parse(string text, out T value);

    /// <summary>What is expected, said with regard to what was written.</summary>
    protected virtual string ExpectedInsteadOf(string text) => Expected;
}
