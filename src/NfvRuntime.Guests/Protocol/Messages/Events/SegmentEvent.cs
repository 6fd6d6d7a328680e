using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>A segment's phase changed by itself, or a stage of it failed. Never dropped.</summary>
/// <param name="Segment">The segment's name.</param>
/// <param name="Phase">What it does now.</param>
/// <param name="Stage">The stage that failed, or null.</param>
/// <param name="Text">What happened, for people.</param>
/// <param name="Lost">Packets lost by it.</param>
public sealed record SegmentEvent(string Segment, SegmentPhase Phase, string? Stage, string Text, ulong Lost) : Event
{
    internal const string TypeName = "segment";

    /// <inheritdoc/>
    public override string Type => TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(5);
        writer.Field("segment", Segment);
        writer.Field("phase", Phase);
        writer.Field("stage", Stage);
        writer.Field("text", Text);
        writer.Field("lost", Lost);
    }

    internal static SegmentEvent Read(FieldMap fields) => new(
        fields.Name("segment"), fields.Choice<SegmentPhase>("phase"), fields.OptionalName("stage"), fields.Text("text"), fields.UInt64("lost"));
}
