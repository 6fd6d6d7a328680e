using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// Asks for a piece of a stage's state. The first request (snapshot 0, offset 0) takes the snapshot; the next ones ask for the rest of it.
/// A snapshot is kept until its last byte was given, another one of the stage is taken, or the segment is removed.
/// </summary>
/// <param name="Segment">The segment's name.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="Snapshot">0 to take one, else its number.</param>
/// <param name="Offset">The first byte wanted.</param>
/// <param name="Limit">The most bytes wanted; the answer must fit a frame.</param>
public sealed record ExportStateRequest(string Segment, string Stage, ulong Snapshot, ulong Offset, uint Limit) : RequestOf<ExportStateResponse>
{
    internal const string TypeName = "export-state";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(5);
        writer.Field("segment", Segment);
        writer.Field("stage", Stage);
        writer.Field("snapshot", Snapshot);
        writer.Field("offset", Offset);
        writer.Field("limit", Limit);
    }

    internal static ExportStateRequest Read(FieldMap fields) => new(
        fields.Name("segment"), fields.Name("stage"), fields.UInt64("snapshot"), fields.UInt64("offset"), fields.UInt32("limit", least: 1));
}
