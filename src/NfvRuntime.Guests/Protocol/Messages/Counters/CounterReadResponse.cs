using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>The values asked for.</summary>
/// <param name="Snapshot">The values.</param>
public sealed record CounterReadResponse(CounterSnapshot Snapshot) : Response
{
    /// <inheritdoc/>
    public override string Type => CounterReadRequest.TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("snapshot", Snapshot);
    }

    internal static CounterReadResponse Read(FieldMap fields) => new(fields.Record("snapshot", CounterSnapshot.Read));
}
