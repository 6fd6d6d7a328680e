namespace NfvRuntime.Ports;

/// <summary>What a chain does with a port.</summary>
[Flags]
public enum PortDirection
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Packets come from it.</summary>
    Read = 1,

    /// <summary>Packets go to it.</summary>
    Write = 2,
}
