using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Paths;

/// <summary>A gate as written in brackets.</summary>
internal sealed record GateName(string Name, SourcePosition Position);
