using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Asks what the agent counts, in pieces that fit a frame.</summary>
/// <param name="From">The first column wanted.</param>
/// <param name="Limit">The most columns wanted.</param>
public sealed record CounterLayoutRequest(uint From, uint Limit) : RequestOf<CounterLayoutResponse>
{
    internal const string TypeName = "counter-layout";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Field("from", From);
        writer.Field("limit", Limit);
    }

    internal static CounterLayoutRequest Read(FieldMap fields) => new(fields.UInt32("from"), fields.UInt32("limit", least: 1));
}
