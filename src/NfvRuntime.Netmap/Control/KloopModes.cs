namespace NfvRuntime.Netmap.Control;

/// <summary>Directions of a kloop that are processed in the thread that writes the kick.</summary>
[Flags]
public enum KloopModes : uint
{
    /// <summary>Neither: the loop's own thread does all.</summary>
    None = 0,

    /// <summary>Tx rings.</summary>
    DirectTx = 1,

    /// <summary>Rx rings.</summary>
    DirectRx = 2,
}
