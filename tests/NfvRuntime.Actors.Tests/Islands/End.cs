namespace NfvRuntime.Actors.Tests.Islands;

/// <summary>A callback at the end of a turn.</summary>
internal sealed class End(Action call) : ITurnEnd
{
    public void OnTurnEnd() => call();
}
