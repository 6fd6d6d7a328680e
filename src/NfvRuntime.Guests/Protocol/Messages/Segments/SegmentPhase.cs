namespace NfvRuntime.Guests.Protocol;

/// <summary>What a segment does.</summary>
public enum SegmentPhase
{
    /// <summary>It is built, and moves no packets.</summary>
    Deployed,

    /// <summary>It moves packets.</summary>
    Running,

    /// <summary>It lets packets on their way leave, and takes no more.</summary>
    Draining,

    /// <summary>It gave up; <c>remove</c> takes it away.</summary>
    Failed,
}
