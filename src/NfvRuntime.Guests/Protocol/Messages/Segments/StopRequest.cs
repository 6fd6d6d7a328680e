using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>Ends a segment's traffic: takes no more packets, lets those on their way leave, and keeps the stages' state.</summary>
/// <param name="Segment">The segment's name.</param>
/// <param name="Drain">How long packets may take to leave.</param>
public sealed record StopRequest(string Segment, TimeSpan Drain) : RequestOf<StopResponse>
{
    internal const string TypeName = "stop";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Field("segment", Segment);
        writer.Milliseconds("drain-ms", Drain);
    }

    internal static StopRequest Read(FieldMap fields) => new(fields.Name("segment"), fields.Milliseconds("drain-ms"));
}
