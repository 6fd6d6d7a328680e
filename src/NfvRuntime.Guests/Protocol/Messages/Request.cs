namespace NfvRuntime.Guests.Protocol;

/// <summary>What one side asks of the other; it is answered once, by a response of the same type or by an error.</summary>
public abstract record Request : MessageBody
{
    private protected Request()
    {
    }

    /// <summary>How many descriptors travel beside it.</summary>
    internal virtual int DescriptorCount => 0;
}
