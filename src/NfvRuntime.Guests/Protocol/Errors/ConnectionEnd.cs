namespace NfvRuntime.Guests.Protocol;

/// <summary>How a connection ended.</summary>
public enum ConnectionEnd
{
    /// <summary>This side closed it.</summary>
    Closed,

    /// <summary>The peer closed it, or died.</summary>
    PeerClosed,

    /// <summary>The peer broke a rule of the protocol.</summary>
    Violation,

    /// <summary>The peer ended it and said why: by its rules, this side broke one.</summary>
    Rejected,

    /// <summary>Nothing came from the peer for longer than agreed.</summary>
    Silent,

    /// <summary>The peer does not read what must not be dropped.</summary>
    Backlog,

    /// <summary>The transport failed.</summary>
    Failed,
}
