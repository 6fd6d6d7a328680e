using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Documents;

/// <summary>Reads the section <c>options</c>.</summary>
internal static class ChainOptionsReader
{
    private static readonly WordOrFormat<TimeSpan> WatchdogFormat = new(
        "off", TimeSpan.Zero, Format.Duration(TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1)));

    private static readonly WordOrFormat<TimeSpan> LatencyFormat = new(
        "off", TimeSpan.Zero, Format.Duration(TimeSpan.FromMicroseconds(1), TimeSpan.FromHours(1)));

    public static ChainOptions Read(SettingsReader reader)
    {
        var defaults = new ChainOptions();
        var faults = FaultKeys.Read(reader);
        return new ChainOptions
        {
            Burst = reader.Optional("burst", Format.Int(1, 256), defaults.Burst),
            Bursts = reader.Optional("bursts", Format.Int(1, 1024), defaults.Bursts),
            Policy = reader.Optional("policy", Format.Word<WaitingPolicy>(), defaults.Policy),
            LatencyEvery = reader.Optional("latency-every", LatencyFormat, defaults.LatencyEvery),
            RingSlots = reader.Optional("ring-slots", Format.Int(4, 16384), defaults.RingSlots),
            OnFault = faults.OnFault,
            OnStartFault = faults.OnStartFault ?? defaults.OnStartFault,
            Restarts = faults.Restarts ?? defaults.Restarts,
            Retry = faults.Retry ?? defaults.Retry,
            Kloops = KloopChoiceReader.Read(reader),
            Watchdog = reader.Optional("watchdog", WatchdogFormat, defaults.Watchdog),
        };
    }
}
