namespace NfvRuntime.Runtime;

/// <summary>Tells a receive ring to take no more packets: the first step of stopping a chain.</summary>
internal sealed class StopReading
{
    internal static readonly StopReading Instance = new();

    private StopReading()
    {
    }
}
