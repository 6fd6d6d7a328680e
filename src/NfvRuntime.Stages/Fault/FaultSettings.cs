using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Stages;

/// <summary>The settings of <c>fault</c>.</summary>
/// <param name="Every">The stage throws on every such burst: with 3, on the third, the sixth, and so on. At least 1.</param>
public sealed record FaultSettings(long Every)
{
    /// <summary>Reads the settings of a stage in a chain file.</summary>
    /// <param name="reader">They, and where mistakes go.</param>
    public static FaultSettings Read(SettingsReader reader) => new(reader.Required("every", Format.Long(1)));
}
