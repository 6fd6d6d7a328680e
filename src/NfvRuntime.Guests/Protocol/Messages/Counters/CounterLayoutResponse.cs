using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>What the agent counts, or a piece of it.</summary>
/// <param name="Revision">Changes when columns come or go; pieces of different revisions do not belong together.</param>
/// <param name="Total">How many columns there are.</param>
/// <param name="From">The first of these.</param>
/// <param name="Columns">The columns.</param>
public sealed record CounterLayoutResponse(ulong Revision, uint Total, uint From, IReadOnlyList<CounterColumn> Columns) : Response
{
    /// <inheritdoc/>
    public override string Type => CounterLayoutRequest.TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Field("revision", Revision);
        writer.Field("total", Total);
        writer.Field("from", From);
        writer.Field("columns", Columns);
    }

    internal static CounterLayoutResponse Read(FieldMap fields) =>
        new(fields.UInt64("revision"), fields.UInt32("total"), fields.UInt32("from"), fields.Records("columns", CounterColumn.Read));
}
