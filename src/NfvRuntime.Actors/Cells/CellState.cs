namespace NfvRuntime.Actors;

/// <summary>Why a cell cannot take a message at once. None of them: it is idle, and a tell of its own island runs it.</summary>
[Flags]
internal enum CellState
{
    /// <summary>Nothing to do and nothing in the way.</summary>
    Idle = 0,

    /// <summary>Its code is on the stack.</summary>
    Running = 1,

    /// <summary>It is in its island's run queue.</summary>
    Scheduled = 2,

    /// <summary>It failed, or a supervisor did, and nobody has decided yet.</summary>
    Suspended = 4,

    /// <summary>Signals wait.</summary>
    HasSignals = 8,

    /// <summary>It has not been started.</summary>
    Unborn = 16,

    /// <summary>It has stopped.</summary>
    Dead = 32,

    /// <summary>What keeps messages from being processed whatever else happens.</summary>
    Blocked = Suspended | Unborn | Dead,
}
