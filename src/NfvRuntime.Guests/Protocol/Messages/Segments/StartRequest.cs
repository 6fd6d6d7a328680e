using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Lets a segment move packets; one that does already goes on.</summary>
/// <param name="Segment">The segment's name.</param>
public sealed record StartRequest(string Segment) : RequestOf<Done>
{
    internal const string TypeName = "start";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(1);
        writer.Field("segment", Segment);
    }

    internal static StartRequest Read(FieldMap fields) => new(fields.Name("segment"));
}
