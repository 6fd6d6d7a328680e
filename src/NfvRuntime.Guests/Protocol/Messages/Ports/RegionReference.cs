using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Which region a port lies in. A guest that has it mapped already, in the same generation, needs no descriptor for it.</summary>
/// <param name="Id">The region's identifier on this host.</param>
/// <param name="Generation">Changes whenever the region is laid out anew.</param>
/// <param name="Size">Bytes to map.</param>
public sealed record RegionReference(uint Id, uint Generation, ulong Size) : IWireRecord
{
    void IWireRecord.Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(3);
        writer.Field("id", Id);
        writer.Field("generation", Generation);
        writer.Field("size", Size);
    }

    internal static RegionReference Read(FieldMap fields) =>
        new(fields.UInt32("id"), fields.UInt32("generation"), fields.UInt64("size", least: 1, greatest: long.MaxValue));
}
