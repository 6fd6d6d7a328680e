using System.Diagnostics;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Protocol.Envelope;
using NfvRuntime.Guests.Protocol.Framing;

namespace NfvRuntime.Guests.Tests.Protocol;

/// <summary>Messages to bytes and back, for tests.</summary>
internal static class Frames
{
    public static MessageKind KindOf(MessageBody body) => body switch
    {
        Request => MessageKind.Request,
        Response => MessageKind.Response,
        ErrorResponse => MessageKind.Error,
        _ => MessageKind.Event,
    };

    public static byte[] Frame(MessageBody body, ulong id = 7, ActivityContext? trace = null, int descriptors = 0, bool opens = false) =>
        MessageEnvelope.Frame(KindOf(body), body is Event ? 0 : id, body, trace, descriptors, FrameLimits.Session, opens);

    /// <summary>The frame's body.</summary>
    public static byte[] Body(MessageBody body, ActivityContext? trace = null) => Frame(body, trace: trace)[FrameHeader.Size..];

    public static MessageBody? Decode(ReadOnlyMemory<byte> body)
    {
        MessageEnvelope envelope = MessageEnvelope.Read(body);
        return envelope.Kind switch
        {
            MessageKind.Request => MessageTypes.ReadRequest(envelope),
            MessageKind.Response => MessageTypes.ReadResponse(envelope),
            MessageKind.Error => MessageTypes.ReadError(envelope),
            _ => MessageTypes.ReadEvent(envelope),
        };
    }
}
