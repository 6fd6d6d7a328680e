namespace NfvRuntime.Sdk;

/// <summary>Told to the owner of a <see cref="BurstPool"/> that ran dry: a burst is home again.</summary>
internal sealed class CreditReturned
{
    internal static readonly CreditReturned Instance = new();

    private CreditReturned()
    {
    }
}
