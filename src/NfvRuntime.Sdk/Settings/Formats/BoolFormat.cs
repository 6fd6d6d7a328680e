namespace NfvRuntime.Sdk.Settings;

internal sealed class BoolFormat : ScalarFormat<bool>
{
    public override string Expected => "true or false";

    protected override ParseResult Parse(string text, out bool value)
    {
        value = text == "true";
        return text is "true" or "false" ? ParseResult.Ok : ParseResult.Malformed;
    }
}
