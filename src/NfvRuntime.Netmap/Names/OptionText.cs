namespace NfvRuntime.Netmap;

/// <summary>Writes options back into the text of a port name.</summary>
internal static class OptionText
{
    /// <summary>The option with every pair whose value is stated.</summary>
    public static string Write(string option, string[] keys, object?[] values) =>
        $"@{option}:{string.Join(',', keys.Zip(values).Where(pair => pair.Second is not null).Select(pair => $"{pair.First}={pair.Second}"))}";
}
