namespace NfvRuntime.Guests.Protocol;

/// <summary>What a side may or may not be able to do within one version. Unknown names are ignored.</summary>
public static class Capabilities
{
    /// <summary>Descriptors travel beside frames.</summary>
    public const string Descriptors = "descriptors";

    /// <summary>Ports are attached by an offset in a device that the guest has mapped.</summary>
    public const string Devices = "devices";

    /// <summary>Stages' state can be exported and imported.</summary>
    public const string State = "state";

    /// <summary>The counter table can be had as a descriptor.</summary>
    public const string CounterTable = "counter-table";
}
