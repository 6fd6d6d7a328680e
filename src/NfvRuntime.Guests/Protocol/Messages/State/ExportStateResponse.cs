using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>A piece of a stage's state.</summary>
/// <param name="Snapshot">The snapshot's number.</param>
/// <param name="Format">Which kind and version of stage can read it.</param>
/// <param name="Total">Bytes of the whole.</param>
/// <param name="Data">Bytes from the offset asked for; fewer than asked for only at the end or where the frame is full, and then at least
/// one.</param>
public sealed record ExportStateResponse(ulong Snapshot, string Format, ulong Total, ReadOnlyMemory<byte> Data) : Response
{
    /// <inheritdoc/>
    public override string Type => ExportStateRequest.TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Field("snapshot", Snapshot);
        writer.Field("format", Format);
        writer.Field("total", Total);
        writer.Field("data", Data);
    }

    internal static ExportStateResponse Read(FieldMap fields) =>
        new(fields.UInt64("snapshot", least: 1), fields.Name("format"), fields.UInt64("total"), fields.Bytes("data"));
}
