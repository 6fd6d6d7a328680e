using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>
/// Lets a kind of stage or port read its settings. Kinds may come from outside the product: one that throws is reported like a mistake
/// of the file, unless a mistake of the file, reported before, was the cause.
/// </summary>
internal static class KindSettings
{
    public static object? Read(Func<object> read, SettingsReader reader, string kind)
    {
        int before = reader.Diagnostics.Count;
        try
        {
            object settings = read();
            reader.Finish();
            return settings;
        }
        catch (Exception e)
        {
            if (reader.Diagnostics.Count > before) return null;
            reader.Diagnostics.Error(reader.Position, ChainCodes.SettingsFailed,
                $"{kind} failed while reading the settings of {reader.Subject}: {e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}");
            return null;
        }
    }
}
