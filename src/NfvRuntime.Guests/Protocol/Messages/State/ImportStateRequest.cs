using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// Gives a piece of state to a stage of a segment that does not run. Pieces come in order, beginning at offset 0; the last one, which
/// reaches the total, puts the state in place at once or not at all.
/// </summary>
/// <param name="Segment">The segment's name.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="Format">As it was exported.</param>
/// <param name="Total">Bytes of the whole.</param>
/// <param name="Offset">Where these bytes begin.</param>
/// <param name="Data">The bytes.</param>
public sealed record ImportStateRequest(string Segment, string Stage, string Format, ulong Total, ulong Offset, ReadOnlyMemory<byte> Data)
    : RequestOf<ImportStateResponse>
{
    internal const string TypeName = "import-state";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(6);
        writer.Field("segment", Segment);
        writer.Field("stage", Stage);
        writer.Field("format", Format);
        writer.Field("total", Total);
        writer.Field("offset", Offset);
        writer.Field("data", Data);
    }

    internal static ImportStateRequest Read(FieldMap fields)
    {
        var request = new ImportStateRequest(
            fields.Name("segment"),
            fields.Name("stage"),
            fields.Name("format"),
            fields.UInt64("total"),
            fields.UInt64("offset"),
            fields.Bytes("data"));
        return request.Offset <= request.Total && (ulong)request.Data.Length <= request.Total - request.Offset
            ? request
            : throw new ProtocolException(ErrorCodes.BadField, "import-state: the data reach beyond the total.", "data");
    }
}
