namespace NfvRuntime.Actors;

/// <summary>What an island calls on an actor without a message.</summary>
internal enum PartCall
{
    /// <summary><see cref="Islands.IPolled.Poll"/>.</summary>
    Poll,

    /// <summary><see cref="Islands.IPolled.Arm"/>.</summary>
    Arm,

    /// <summary><see cref="Islands.IPolled.Disarm"/>.</summary>
    Disarm,

    /// <summary><see cref="Islands.IPolled.OnWake"/>.</summary>
    Wake,

    /// <summary><see cref="Islands.ITurnEnd.OnTurnEnd"/>.</summary>
    TurnEnd,
}
