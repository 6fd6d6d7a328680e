namespace NfvRuntime.Ports;

/// <summary>What a port does with packets that come in with work left to the device: large ones, and such with unfinished checksums.</summary>
public enum OffloadHandling
{
    /// <summary>Passes them on as they are where the context says that all behind it can take them, else finishes them.</summary>
    Auto,

    /// <summary>Cuts and completes them, so that a chain sees frames as they would be on a wire.</summary>
    Finish,

    /// <summary>Passes them on as they are.</summary>
    Pass,
}
