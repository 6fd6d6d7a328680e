using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>The guest has the port.</summary>
/// <param name="Record">The configuration record as the guest acknowledges it, for example with fewer features.</param>
public sealed record AttachResponse(ReadOnlyMemory<byte> Record) : Response
{
    /// <inheritdoc/>
    public override string Type => AttachRequest.TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("record", Record);
    }

    internal static AttachResponse Read(FieldMap fields) => new(fields.Bytes("record", greatest: AttachRequest.GreatestRecord));
}
