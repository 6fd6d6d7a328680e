using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Stages;

/// <summary>The settings of <c>fault</c>.</summary>
/// <param name="Every">The stage fails on every such burst: with 3, on the third, the sixth, and so on; 0 if packets are counted.</param>
public sealed record FaultSettings(long Every)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>The stage fails on the bursts in which every such packet comes; 0 if bursts are counted.</summary>
    public long EveryPackets { get; init; }

    /// <summary>How it fails.</summary>
    public FaultMode Mode { get; init; }

    /// <summary>How often it fails in all; then it passes everything on. 0 for no end.</summary>
    public long Times { get; init; }

    /// <summary>How long it hangs; zero for ever.</summary>
    public TimeSpan For { get; init; }

    /// <summary>Reads the settings of a stage in a chain file.</summary>
    /// <param name="reader">They, and where mistakes go.</param>
    public static FaultSettings Read(SettingsReader reader)
    {
        bool byPackets = reader.Has("every-packets");
        var settings = new FaultSettings(byPackets && !reader.Has("every") ? 0 : reader.Required("every", Format.Long(1)))
        {
            EveryPackets = byPackets ? reader.Required("every-packets", Format.Long(1)) : 0,
            Mode = reader.Optional("mode", Format.Word<FaultMode>(), FaultMode.Throw),
            Times = reader.Optional("times", Format.Long(1), 0),
            For = reader.Optional("for", Format.Duration(Shortest, Longest), TimeSpan.Zero),
        };
        if (settings is { Every: > 0, EveryPackets: > 0 })
        {
            reader.Refuse("every-packets", "'every' counts bursts and 'every-packets' packets: write one of them");
        }

        if (settings is { Mode: FaultMode.Throw } && reader.Has("for"))
        {
            reader.Refuse("for", "'for' says how long the stage hangs: it goes with 'mode: hang'");
        }

        return settings;
    }
}
