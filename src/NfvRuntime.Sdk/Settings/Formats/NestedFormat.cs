namespace NfvRuntime.Sdk.Settings;

internal sealed class NestedFormat<T>(Func<SettingsReader, T> read) : SettingFormat<T>
{
    public override string Expected => "a map";

    public override bool TryRead(SettingsNode node, ReadContext context, out T value)
    {
        value = Placeholder;
        if (node is not MapNode map) return context.Fail(node, DiagnosticCodes.WrongNode, Expected);
        var reader = new SettingsReader(map, context.Diagnostics, context.Subject);
        value = read(reader);
        reader.Finish();
        return true;
    }
}
