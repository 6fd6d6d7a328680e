namespace NfvRuntime.Runtime;

/// <summary>Sent back by a segment's actor: whoever gets it knows that the island delivers messages.</summary>
internal sealed class LivenessProbe
{
    public static readonly LivenessProbe Instance = new();

    private LivenessProbe()
    {
    }
}
