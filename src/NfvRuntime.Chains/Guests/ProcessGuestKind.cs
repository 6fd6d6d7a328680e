using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains;

/// <summary>A guest that is a process of this machine.</summary>
internal sealed class ProcessGuestKind : IGuestDescription
{
    private const long LeastMemory = 16 << 20;
    private const int MostCpus = 1024;

    public string Name => "process";

    public GuestSettings ReadSettings(SettingsReader reader) => new(
        reader.Has("memory") ? reader.Optional("memory", Format.Size(LeastMemory), LeastMemory) : null,
        reader.Optional("cpus", Format.Int(1, MostCpus), 1));
}
