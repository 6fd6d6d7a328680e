namespace NfvRuntime.Guests.Protocol;

/// <summary>The answer to a request that was carried out.</summary>
public abstract record Response : MessageBody
{
    private protected Response()
    {
    }

    /// <summary>How many descriptors travel beside it.</summary>
    internal virtual int DescriptorCount => 0;
}
