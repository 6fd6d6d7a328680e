namespace NfvRuntime.Runtime;

/// <summary>Tells a segment and its receive rings to take packets in again, or for the first time.</summary>
internal sealed class StartReading
{
    internal static readonly StartReading Instance = new();

    private StartReading()
    {
    }
}
