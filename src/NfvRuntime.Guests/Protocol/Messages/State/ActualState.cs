using NfvRuntime.Guests.Protocol.Fields;

namespace NfvRuntime.Guests.Protocol;

/// <summary>What the agent has and does; see <see cref="ResyncPlan"/>.</summary>
/// <param name="Ports">Its ports.</param>
/// <param name="Segments">Its segments.</param>
public sealed record ActualState(IReadOnlyList<ActualPort> Ports, IReadOnlyList<ActualSegment> Segments) : Response
{
    /// <inheritdoc/>
    public override string Type => DescribeRequest.TypeName;

    internal override void Write(ref MessagePackWriter writer)
    {
        writer.WriteMapHeader(2);
        writer.Field("ports", Ports);
        writer.Field("segments", Segments);
    }

    internal static ActualState Read(FieldMap fields)
    {
        var state = new ActualState(fields.Records("ports", ActualPort.Read), fields.Records("segments", ActualSegment.Read));
        RefuseTwice("ports", state.Ports.Select(static port => port.Port));
        RefuseTwice("segments", state.Segments.Select(static segment => segment.Segment));
        return state;
    }

    private static void RefuseTwice(string field, IEnumerable<string> names)
    {
        var seen = new HashSet<string>();
        if (names.FirstOrDefault(name => !seen.Add(name)) is { } twice)
        {
            throw new ProtocolException(ErrorCodes.BadField, $"answer to describe: '{twice}' stands twice in '{field}'.", field);
        }
    }
}
