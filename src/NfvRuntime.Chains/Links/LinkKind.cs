namespace NfvRuntime.Chains;

/// <summary>What joins two segments of a chain.</summary>
public enum LinkKind
{
    /// <summary>A netmap pipe between two guests, back to back: no host thread in between, one region, no copies, lossless.</summary>
    Pipe,

    /// <summary>A netmap pipe that the host serves by kloops: one region, lossless.</summary>
    Kloop,

    /// <summary>A two-port VALE switch without learning: a region on either side, one copy in the host, loses when its receiver is full.</summary>
    Vale,
}
