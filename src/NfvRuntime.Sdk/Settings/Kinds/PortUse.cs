namespace NfvRuntime.Sdk.Settings;

/// <summary>What the paths of a chain do with a port.</summary>
[Flags]
public enum PortUse
{
    /// <summary>No path mentions it.</summary>
    None = 0,

    /// <summary>A path starts there.</summary>
    Read = 1,

    /// <summary>A path ends there.</summary>
    Write = 2,
}
