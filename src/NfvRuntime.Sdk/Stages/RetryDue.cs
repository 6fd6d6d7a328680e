namespace NfvRuntime.Sdk;

/// <summary>Told by a stage to itself: the time is up after which a waiting packet may be dropped.</summary>
internal sealed class RetryDue
{
    internal static readonly RetryDue Instance = new();

    private RetryDue()
    {
    }
}
