using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// Gives the guest a port: by descriptors beside the frame, or by a place in a device. The same port again, in the same generation of its
/// region, is answered as if it were new and changes nothing.
/// </summary>
/// <param name="Port">The port's name in the chain file.</param>
/// <param name="Region">The region it lies in.</param>
/// <param name="Record">The port's configuration record, as the netmap room lays it out.</param>
public sealed record AttachRequest(string Port, RegionReference Region, ReadOnlyMemory<byte> Record) : RequestOf<AttachResponse>
{
    internal const string TypeName = "attach";
    internal const int GreatestRecord = 65_536;

    /// <summary>What the descriptors beside the frame are, in their order; empty where <see cref="Device"/> is given.</summary>
    public IReadOnlyList<PortDescriptor> Descriptors { get; init; } = [];

    /// <summary>Where the region is, for a guest that gets no descriptors; else null.</summary>
    public DeviceReference? Device { get; init; }

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override int DescriptorCount => Descriptors.Count;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(5);
        writer.Field("port", Port);
        writer.Field("region", Region);
        writer.Field("record", Record);
        writer.Field("descriptors", Descriptors);
        writer.Field("device", Device);
    }

    internal static AttachRequest Read(FieldMap fields)
    {
        var request = new AttachRequest(
            fields.Name("port"), fields.Record("region", RegionReference.Read), fields.Bytes("record", greatest: GreatestRecord))
        {
            Descriptors = fields.Records("descriptors", PortDescriptor.Read),
            Device = fields.OptionalRecord("device", DeviceReference.Read),
        };
        return request.Device is null || request.Descriptors.Count == 0
            ? request
            : throw new ProtocolException(ErrorCodes.BadField, "attach: a port comes by descriptors or by a device, not by both.", "device");
    }
}
