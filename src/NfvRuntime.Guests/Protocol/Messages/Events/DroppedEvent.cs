using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>How many droppable events were left out since the last one that came. Made by the connection itself.</summary>
/// <param name="Counts">By type.</param>
public sealed record DroppedEvent(IReadOnlyDictionary<string, ulong> Counts) : Event
{
    internal const string TypeName = "dropped";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("counts", Counts);
    }

    internal static DroppedEvent Read(FieldMap fields) => new(fields.UInt64sByName("counts"));
}
