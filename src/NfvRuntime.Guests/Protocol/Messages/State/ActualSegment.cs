using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>A segment that the agent has.</summary>
/// <param name="Segment">The segment's name.</param>
/// <param name="Digest">See <see cref="DeployRequest.Digest"/>.</param>
/// <param name="Phase">What it does.</param>
public sealed record ActualSegment(string Segment, string Digest, SegmentPhase Phase) : IWireRecord
{
    void IWireRecord.Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(3);
        writer.Field("segment", Segment);
        writer.Field("digest", Digest);
        writer.Field("phase", Phase);
    }

    internal static ActualSegment Read(FieldMap fields) =>
        new(fields.Name("segment"), fields.Name("digest"), fields.Choice<SegmentPhase>("phase"));
}
