using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>The guest found impossible values in a ring and reset it. Never dropped.</summary>
/// <param name="Port">The port's name.</param>
/// <param name="Ring">The ring, tx rings first.</param>
/// <param name="Generation">The ring's new generation.</param>
/// <param name="Text">What was impossible, for people.</param>
public sealed record PortFaultEvent(string Port, uint Ring, uint Generation, string Text) : Event
{
    internal const string TypeName = "port-fault";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(4);
        writer.Field("port", Port);
        writer.Field("ring", Ring);
        writer.Field("generation", Generation);
        writer.Field("text", Text);
    }

    internal static PortFaultEvent Read(FieldMap fields) =>
        new(fields.Name("port"), fields.UInt32("ring"), fields.UInt32("generation"), fields.Text("text"));
}
