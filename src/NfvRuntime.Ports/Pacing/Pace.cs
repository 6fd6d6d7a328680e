namespace NfvRuntime.Ports;

/// <summary>How fast a capture is played.</summary>
public enum Pace
{
    /// <summary>As fast as the chain takes it.</summary>
    Full,

    /// <summary>As it was recorded, or a multiple of that.</summary>
    Recorded,

    /// <summary>So many packets a second.</summary>
    Fixed,
}
