using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>A sign of life.</summary>
/// <param name="Sent">What the request held.</param>
/// <param name="Waiting">How many requests wait to be carried out.</param>
public sealed record HeartbeatResponse(ulong Sent, uint Waiting) : Response
{
    /// <inheritdoc/>
    public override string Type => HeartbeatRequest.TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Field("sent", Sent);
        writer.Field("waiting", Waiting);
    }

    internal static HeartbeatResponse Read(FieldMap fields) => new(fields.UInt64("sent"), fields.UInt32("waiting"));
}
