namespace NfvRuntime.Stages;

/// <summary>IP versions that a rule is about.</summary>
[Flags]
public enum IpVersions
{
    /// <summary>No packet can match.</summary>
    None = 0,

    /// <summary>IPv4.</summary>
    V4 = 1,

    /// <summary>IPv6.</summary>
    V6 = 2,

    /// <summary>Both.</summary>
    Any = V4 | V6,
}
