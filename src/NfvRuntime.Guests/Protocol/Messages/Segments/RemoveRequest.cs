using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Takes a segment that does not run away, with its state.</summary>
/// <param name="Segment">The segment's name.</param>
public sealed record RemoveRequest(string Segment) : RequestOf<Done>
{
    internal const string TypeName = "remove";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("segment", Segment);
    }

    internal static RemoveRequest Read(FieldMap fields) => new(fields.Name("segment"));
}
