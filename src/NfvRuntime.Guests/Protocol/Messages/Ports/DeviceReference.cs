using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Where a virtual machine, which gets no descriptors, finds the region and its interrupts.</summary>
/// <param name="Device">The device as the guest knows it, for example a PCI address.</param>
/// <param name="Bar">Which of its memory windows.</param>
/// <param name="Offset">Where the region begins in it, in bytes.</param>
/// <param name="Vector">The interrupt vector, and doorbell, of the port's ring 0; ring i has this plus i, tx rings first.</param>
public sealed record DeviceReference(string Device, uint Bar, ulong Offset, uint Vector) : IWireRecord
{
    void IWireRecord.Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Field("device", Device);
        writer.Field("bar", Bar);
        writer.Field("offset", Offset);
        writer.Field("vector", Vector);
    }

    internal static DeviceReference Read(FieldMap fields) => new(
        fields.Name("device"), fields.UInt32("bar", 0, 5), fields.UInt64("offset", 0, long.MaxValue), fields.UInt32("vector", 0, 65_535));
}
