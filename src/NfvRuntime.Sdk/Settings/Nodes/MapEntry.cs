namespace NfvRuntime.Sdk.Settings;

/// <summary>One entry of a map.</summary>
/// <param name="Key">With the position of the key.</param>
/// <param name="Value">With the position of the value.</param>
public sealed record MapEntry(ScalarNode Key, SettingsNode Value);
