using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Stages;

/// <summary>The settings of <c>counter</c>.</summary>
/// <param name="Flows">Flows that are told apart, 1 to 4 M; about 200 bytes each. Packets of further flows are counted together.</param>
/// <param name="Top">Flows that a report names, 0 to 1000.</param>
public sealed record CounterSettings(int Flows, int Top)
{
    /// <summary>Reads the settings of a stage in a chain file.</summary>
    /// <param name="reader">They, and where mistakes go.</param>
    public static CounterSettings Read(SettingsReader reader) =>
        new(reader.Optional("flows", Format.Int(1, 4_194_304), 65536), reader.Optional("top", Format.Int(0, 1000), 10));
}
