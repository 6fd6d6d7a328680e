using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Stages;

/// <summary>The settings of <c>forward</c>: none.</summary>
public sealed record ForwardSettings
{
    /// <summary>Reads the settings of a stage in a chain file.</summary>
    /// <param name="reader">They, and where mistakes go.</param>
    public static ForwardSettings Read(SettingsReader reader) => new();
}
