namespace NfvRuntime.Netmap.Control;

/// <summary>How kernel threads poll an attached interface.</summary>
public enum ValePollingMode : uint
{
    /// <summary>Not a mode.</summary>
    None = 0,

    /// <summary>One CPU polls all rings.</summary>
    SingleCpu = 1,

    /// <summary>Several CPUs share the rings.</summary>
    MultiCpu = 2,
}
