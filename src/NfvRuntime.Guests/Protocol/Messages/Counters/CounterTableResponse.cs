using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>The counter table: its one descriptor travels beside this frame.</summary>
/// <param name="Size">Bytes of the table. The host measures the descriptor itself and believes this no further.</param>
public sealed record CounterTableResponse(ulong Size) : Response
{
    /// <inheritdoc/>
    public override string Type => CounterTableRequest.TypeName;

    internal override int DescriptorCount => 1;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("size", Size);
    }

    internal static CounterTableResponse Read(FieldMap fields) => new(fields.UInt64("size", least: 1, greatest: long.MaxValue));
}
