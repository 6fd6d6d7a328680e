namespace NfvRuntime.Netmap;

/// <summary>What a guest may ask of its ptnet device.</summary>
public enum PtnetOperation
{
    /// <summary>Acknowledges features: value is what the driver wants; the answer is what it gets.</summary>
    Features = 1,

    /// <summary>Starts the rings: value is the configuration's version, so that a stale record is refused.</summary>
    Create,

    /// <summary>Stops the rings: value is the first of the extra buffers that come back, 0 for none.</summary>
    Delete,

    /// <summary>Sets the length of the virtio-net header: value is 0, 10 or 12; the answer is what holds now.</summary>
    HeaderLength,

    /// <summary>Has one ring reset.</summary>
    RingReset,

    /// <summary>The answer is the version of the present configuration; it grows when ring counts change.</summary>
    Version,
}
