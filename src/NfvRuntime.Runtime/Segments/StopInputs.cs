namespace NfvRuntime.Runtime;

/// <summary>Tells a segment to take no more packets into the chain; what comes from other parts of the chain it still takes.</summary>
internal sealed class StopInputs
{
    internal static readonly StopInputs Instance = new();

    private StopInputs()
    {
    }
}
