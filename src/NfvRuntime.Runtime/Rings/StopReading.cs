namespace NfvRuntime.Runtime;

/// <summary>Tells a receive ring to take no more packets: the first step of stopping a chain. What its driver is asked is still answered.</summary>
internal sealed class StopReading
{
    internal static readonly StopReading Instance = new();

    private StopReading()
    {
    }
}
