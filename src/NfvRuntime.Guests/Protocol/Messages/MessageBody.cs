using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>The fields of a request, an answer or an event. Immutable.</summary>
public abstract record MessageBody : IWireRecord
{
    private protected MessageBody()
    {
    }

    /// <summary>Its name in messages.</summary>
    public abstract string Type { get; }

    void IWireRecord.Write(ref MessagePackWriter writer) => Write(ref writer);

    /// <summary>Writes its map.</summary>
    internal abstract void Write(ref MessagePackWriter writer);
}
