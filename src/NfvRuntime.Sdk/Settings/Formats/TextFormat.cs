namespace NfvRuntime.Sdk.Settings;

internal sealed class TextFormat : ScalarFormat<string>
{
    public override string Expected => "a text";

    public override string Placeholder => "";

    protected override ParseResult Parse(string text, out string value)
    {
        value = text;
        return text.Length > 0 ? ParseResult.Ok : ParseResult.Malformed;
    }
}
