namespace NfvRuntime.Actors;

/// <summary>What the end of a cell's children means to it.</summary>
internal enum ChildPhase
{
    /// <summary>Nothing but the end of a child.</summary>
    Normal,

    /// <summary>When all that are stopping have stopped, the cell is restarted.</summary>
    Recreating,

    /// <summary>When all that are stopping have stopped, the cell is made anew.</summary>
    Creating,

    /// <summary>When all have stopped, the cell stops.</summary>
    Terminating,

    /// <summary>The cell has stopped.</summary>
    Terminated,
}
