using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>What one value of a snapshot counts.</summary>
/// <param name="Name">The metric's name.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Kind">How it moves.</param>
/// <param name="Labels">Its labels.</param>
public sealed record CounterColumn(string Name, string Unit, CounterKind Kind, IReadOnlyDictionary<string, string> Labels) : IWireRecord
{
    void IWireRecord.Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Field("name", Name);
        writer.Field("unit", Unit);
        writer.Field("kind", Kind);
        writer.Field("labels", Labels);
    }

    internal static CounterColumn Read(FieldMap fields) =>
        new(fields.Name("name"), fields.Text("unit"), fields.Choice<CounterKind>("kind"), fields.TextsByName("labels"));
}
