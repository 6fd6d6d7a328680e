using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>The segment moves no packets any more.</summary>
/// <param name="Held">Packets that stages still hold.</param>
/// <param name="Lost">Packets that had not left when the time was up.</param>
public sealed record StopResponse(ulong Held, ulong Lost) : Response
{
    /// <inheritdoc/>
    public override string Type => StopRequest.TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Field("held", Held);
        writer.Field("lost", Lost);
    }

    internal static StopResponse Read(FieldMap fields) => new(fields.UInt64("held"), fields.UInt64("lost"));
}
