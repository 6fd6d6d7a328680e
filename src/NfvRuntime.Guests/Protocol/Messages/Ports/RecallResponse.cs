using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>What a port was attached with.</summary>
/// <param name="Region">The region it lies in.</param>
/// <param name="Record">Its configuration record.</param>
public sealed record RecallResponse(RegionReference Region, ReadOnlyMemory<byte> Record) : Response
{
    /// <summary>What the descriptors beside the frame are, in their order.</summary>
    public IReadOnlyList<PortDescriptor> Descriptors { get; init; } = [];

    /// <inheritdoc/>
    public override string Type => RecallRequest.TypeName;

    internal override int DescriptorCount => Descriptors.Count;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(3);
        writer.Field("region", Region);
        writer.Field("record", Record);
        writer.Field("descriptors", Descriptors);
    }

    internal static RecallResponse Read(FieldMap fields) =>
        new(fields.Record("region", RegionReference.Read), fields.Bytes("record", greatest: AttachRequest.GreatestRecord))
        {
            Descriptors = fields.Records("descriptors", PortDescriptor.Read),
        };
}
