namespace NfvRuntime.Sdk.Settings;

/// <summary>What a user wants to become of packets that come in with work left to the device: large ones, unfinished checksums.</summary>
public enum OffloadChoice
{
    /// <summary>Passed on as they are if all behind the port can take them, else finished in software.</summary>
    Auto,

    /// <summary>Finished in software, so that the chain sees what a wire would carry.</summary>
    Finish,

    /// <summary>Passed on as they are.</summary>
    Pass,
}
