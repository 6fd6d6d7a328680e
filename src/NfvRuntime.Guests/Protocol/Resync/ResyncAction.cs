namespace NfvRuntime.Guests.Protocol;

/// <summary>One thing to do so that an agent has what it should.</summary>
public enum ResyncAction
{
    /// <summary>End a segment's traffic.</summary>
    Stop,

    /// <summary>Take a segment away.</summary>
    Remove,

    /// <summary>Take a port back.</summary>
    Detach,

    /// <summary>Give a port.</summary>
    Attach,

    /// <summary>Build a segment.</summary>
    Deploy,

    /// <summary>Let a segment move packets.</summary>
    Start,
}
