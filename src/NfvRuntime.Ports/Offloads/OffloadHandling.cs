namespace NfvRuntime.Ports;

/// <summary>What a port does with large segments and unfinished checksums that come in.</summary>
public enum OffloadHandling
{
    /// <summary>It cuts and completes them, so that a chain sees frames as they would be on a wire.</summary>
    Finish,
}
