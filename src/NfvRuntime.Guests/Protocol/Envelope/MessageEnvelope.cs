using System.Buffers;
using System.Diagnostics;
using NfvRuntime.Guests.Protocol.Fields;
using NfvRuntime.Guests.Protocol.Framing;

namespace NfvRuntime.Guests.Protocol.Envelope;

/// <summary>
/// A frame's body: an array of kind, id, type, fields, trace context. It is the same in all versions of the protocol; later ones may
/// append elements, which are passed over.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">A request's number, counted up by who asks; its answer has the same. 0 for events, and for errors that answer
/// nothing.</param>
/// <param name="Type">The request's, answer's or event's type.</param>
/// <param name="Fields">Its map, as MessagePack; valid as long as the frame.</param>
/// <param name="Trace">The trace it belongs to.</param>
internal readonly record struct MessageEnvelope(MessageKind Kind, ulong Id, string Type, ReadOnlyMemory<byte> Fields, ActivityContext? Trace)
{
    private const int Elements = 5;

    /// <exception cref="ProtocolException">It is none.</exception>
    public static MessageEnvelope Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            var reader = new MessagePackReader(body);
            int count = reader.ReadArrayHeader();
            if (count < Elements)
            {
                throw new ProtocolException(ErrorCodes.Malformed, $"A message has {Elements} elements, and this one {count}.");
            }

            byte kind = reader.ReadByte();
            ulong id = reader.ReadUInt64();
            string type = ReadType(ref reader);
            if (kind > (byte)MessageKind.Event)
            {
                throw new ProtocolException(ErrorCodes.Malformed, $"A message has the unknown kind {kind}.");
            }

            if ((MessageKind)kind != MessageKind.Error && (id == 0) != ((MessageKind)kind == MessageKind.Event))
            {
                throw new ProtocolException(ErrorCodes.Malformed, $"Requests and answers are numbered from 1, and events 0; one has {id}.");
            }

            ReadOnlyMemory<byte> fields = reader.ReadRaw().First;
            ActivityContext? trace = TraceParent.Read(ref reader);
            for (int i = Elements; i < count; i++)
            {
                reader.Skip();
            }

            return reader.End
                ? new MessageEnvelope((MessageKind)kind, id, type, fields, trace)
                : throw new ProtocolException(ErrorCodes.Malformed, "Bytes follow a message within its frame.");
        }
        catch (Exception error) when (FieldMap.IsBad(error))
        {
            throw new ProtocolException(ErrorCodes.Malformed, $"A message cannot be read: {error.Message}", inner: error);
        }
    }

    private static string ReadType(ref MessagePackReader reader)
    {
        MessagePackReader ahead = reader.CreatePeekReader();
        return ahead.ReadStringSequence() is { Length: > 0 and <= FieldLimits.NameBytes }
            ? reader.ReadString()!
            : throw new ProtocolException(ErrorCodes.Malformed, $"A message's type is a string of 1 to {FieldLimits.NameBytes} bytes.");
    }

    /// <summary>A whole frame.</summary>
    /// <exception cref="ProtocolException">The message is larger than a frame may be, or holds text that is none.</exception>
    public static byte[] Frame(
        MessageKind kind, ulong id, MessageBody body, ActivityContext? trace, int descriptors, FrameLimits limits, bool opens = false)
    {
        var output = new ArrayBufferWriter<byte>(256);
        output.Advance(FrameHeader.Size);
        try
        {
            var writer = new MessagePackWriter(output);
            writer.WriteArrayHeader(Elements);
            writer.Write((byte)kind);
            writer.Write(id);
            writer.Write(body.Type);
            body.Write(ref writer);
            TraceParent.Write(ref writer, trace);
            writer.Flush();
        }
        catch (MessagePackSerializationException error)
        {
            throw new ProtocolException(ErrorCodes.BadField, $"{body.Type} cannot be sent: {error.Message}", inner: error);
        }

        int length = output.WrittenCount - FrameHeader.Size;
        if (length > limits.MaxBody || descriptors > limits.MaxDescriptors)
        {
            throw new ProtocolException(
                ErrorCodes.TooLarge,
                $"{body.Type} has {length} bytes and {descriptors} descriptors; at most {limits.MaxBody} and {limits.MaxDescriptors} may be sent.");
        }

        byte[] frame = output.WrittenSpan.ToArray();
        new FrameHeader(opens, descriptors, length).Write(frame);
        return frame;
    }
}
