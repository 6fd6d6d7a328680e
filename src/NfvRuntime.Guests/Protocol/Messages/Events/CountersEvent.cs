using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Counters, as subscribed to. Droppable: the next one says all that this one said.</summary>
/// <param name="Snapshot">The values.</param>
public sealed record CountersEvent(CounterSnapshot Snapshot) : Event
{
    internal const string TypeName = "counters";

    /// <inheritdoc/>
    public override string Type => TypeName;

    /// <inheritdoc/>
    public override bool Droppable => true;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("snapshot", Snapshot);
    }

    internal static CountersEvent Read(FieldMap fields) => new(fields.Record("snapshot", CounterSnapshot.Read));
}
