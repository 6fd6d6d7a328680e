namespace NfvRuntime.Guests.Protocol.Envelope;

/// <summary>The first element of every message.</summary>
internal enum MessageKind : byte
{
    Request = 0,
    Response = 1,
    Error = 2,
    Event = 3,
}
