using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>What one of the descriptors beside an attach request is; they stand in the same order.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Ring">The ring it serves, tx rings first; null if it serves the whole port.</param>
public sealed record PortDescriptor(DescriptorRole Role, uint? Ring = null) : IWireRecord
{
    void IWireRecord.Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Field("role", Role);
        writer.Field("ring", (ulong?)Ring);
    }

    internal static PortDescriptor Read(FieldMap fields) => new(fields.Choice<DescriptorRole>("role"), fields.OptionalUInt32("ring"));
}
