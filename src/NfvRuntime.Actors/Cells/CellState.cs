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

    /// <summary>An asynchronous handler has not come to its end.</summary>
    Awaiting = 64,

    /// <summary>For good: something looks at each message, such as a stash, timers or a receive timeout.</summary>
    Observed = 128,

    /// <summary>For good: its messages carry the activity of their sender.</summary>
    Traced = 256,

    /// <summary>For good: its mailbox has an end.</summary>
    Bounded = 512,

    /// <summary>What keeps messages, polled parts and callbacks from being processed whatever else happens.</summary>
    Blocked = Suspended | Unborn | Dead,

    /// <summary>What keeps messages from being processed.</summary>
    Halted = Blocked | Awaiting,

    /// <summary>What says how messages are taken, not whether.</summary>
    Manner = Observed | Traced | Bounded,
}
