namespace NfvRuntime.Sdk.Settings;

/// <summary>What a chain file may say under one key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Expected">What is expected there; empty where the kind reads the key in a way of its own.</param>
/// <param name="IsRequired">Whether the key must be there.</param>
/// <param name="Default">What holds without it; empty where that is nothing.</param>
public sealed record SettingDescription(string Key, string Expected, bool IsRequired, string Default);
