namespace NfvRuntime.Guests.Protocol.Fields;

/// <summary>Part of a message that is a map of its own.</summary>
internal interface IWireRecord
{
    void Write(ref MessagePackWriter writer);
}
