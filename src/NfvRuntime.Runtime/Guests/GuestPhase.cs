namespace NfvRuntime.Runtime;

/// <summary>What a guest does.</summary>
public enum GuestPhase
{
    /// <summary>It is being started, or given its ports and segment.</summary>
    Starting,

    /// <summary>Its segment runs.</summary>
    Running,

    /// <summary>It has died; the buffers of its regions are being put right.</summary>
    Healing,

    /// <summary>It is started again after a while, since it died several times in a row.</summary>
    Waiting,

    /// <summary>The chain has stopped it.</summary>
    Stopped,
}
