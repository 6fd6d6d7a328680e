namespace NfvRuntime.Guests.MessagePack;

/// <summary>Bytes are no MessagePack, or not of the type that was asked for; or a value cannot be written.</summary>
public class MessagePackSerializationException : Exception
{
    /// <summary>Without a reason.</summary>
    public MessagePackSerializationException()
    {
    }

    /// <summary>With a reason.</summary>
    public MessagePackSerializationException(string? message)
        : base(message)
    {
    }

    /// <summary>With a reason and what caused it.</summary>
    public MessagePackSerializationException(string? message, Exception? inner)
        : base(message, inner)
    {
    }
}
