using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Asks for the agent's counter table itself, which the host then reads without the agent's help.</summary>
public sealed record CounterTableRequest : RequestOf<CounterTableResponse>
{
    internal const string TypeName = "counter-table";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer) => writer.WriteMapHeader(0);

    internal static CounterTableRequest Read(FieldMap fields) => new();
}
