namespace NfvRuntime.Host;

/// <summary>Numbers that netmap fixes.</summary>
public static class HostLimits
{
    /// <summary>The most slots of one packet.</summary>
    public const int MaxFragments = 64;

    /// <summary>Switches of a host.</summary>
    public const int Switches = 8;

    /// <summary>Places for ports on a switch. Making a port needs two free ones.</summary>
    public const int PortsPerSwitch = 254;

    /// <summary>Rings of a VALE port in each direction.</summary>
    public const int ValeRings = 16;

    /// <summary>Rings of a pipe end in each direction.</summary>
    public const int PipeRings = 256;

    /// <summary>Pipes of one parent.</summary>
    public const int PipesPerParent = 64;

    /// <summary>Slots of a ring of a VALE port, pipe or null port.</summary>
    public const uint Slots = 4096;

    /// <summary>Characters of a switch's name, and of a port's name on its switch.</summary>
    public const int ValeNameLength = 15;

    /// <summary>Slots that VALE forwards at a time.</summary>
    public const int ValeBatch = 1024;
}
