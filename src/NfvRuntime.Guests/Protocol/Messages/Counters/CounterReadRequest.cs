using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Asks for values. Refused with <see cref="ErrorCodes.NotFound"/> when the layout has changed.</summary>
/// <param name="Revision">The layout that the host knows.</param>
/// <param name="From">The first column wanted.</param>
/// <param name="Limit">The most columns wanted.</param>
public sealed record CounterReadRequest(ulong Revision, uint From, uint Limit) : RequestOf<CounterReadResponse>
{
    internal const string TypeName = "counter-read";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(3);
        writer.Field("revision", Revision);
        writer.Field("from", From);
        writer.Field("limit", Limit);
    }

    internal static CounterReadRequest Read(FieldMap fields) =>
        new(fields.UInt64("revision"), fields.UInt32("from"), fields.UInt32("limit", least: 1));
}
