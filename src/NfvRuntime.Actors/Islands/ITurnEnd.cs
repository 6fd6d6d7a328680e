namespace NfvRuntime.Actors.Islands;

/// <summary>Something to do at the end of a turn, such as sending on what was collected during it.</summary>
public interface ITurnEnd
{
    /// <summary>Called once for each <see cref="Island.AtTurnEnd"/>. What it throws is a failure of the owner named there.</summary>
    void OnTurnEnd();
}
