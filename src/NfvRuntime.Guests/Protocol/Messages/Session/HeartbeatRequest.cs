using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Asks for a sign of life. Answered at once, before requests that wait; does not count for the window.</summary>
/// <param name="Sent">Any number; comes back.</param>
public sealed record HeartbeatRequest(ulong Sent) : RequestOf<HeartbeatResponse>
{
    internal const string TypeName = "heartbeat";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("sent", Sent);
    }

    internal static HeartbeatRequest Read(FieldMap fields) => new(fields.UInt64("sent"));
}
