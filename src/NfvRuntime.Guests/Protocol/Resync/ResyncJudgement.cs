namespace NfvRuntime.Guests.Protocol;

/// <summary>Which of an agent's ports and segments may stay, and why the others may not.</summary>
internal sealed class ResyncJudgement
{
    public ResyncJudgement(DesiredState desired, ActualState actual)
    {
        Dictionary<string, AttachRequest> ports = desired.Ports.ToDictionary(static port => port.Port);
        foreach (ActualPort port in actual.Ports)
        {
            if (WhyNot(port, ports.GetValueOrDefault(port.Port)) is { } why) BadPorts.Add(port.Port, why);
            else GoodPorts.Add(port.Port);
        }

        Dictionary<string, DesiredSegment> segments = desired.Segments.ToDictionary(static segment => segment.Deploy.Segment);
        foreach (ActualSegment segment in actual.Segments)
        {
            if (WhyNot(segment, segments.GetValueOrDefault(segment.Segment), actual) is { } why) BadSegments.Add((segment, why));
            else GoodSegments.Add(segment.Segment, segment);
        }
    }

    public HashSet<string> GoodPorts { get; } = [];

    public Dictionary<string, string> BadPorts { get; } = [];

    public Dictionary<string, ActualSegment> GoodSegments { get; } = [];

    public List<(ActualSegment Segment, string Why)> BadSegments { get; } = [];

    private static string? WhyNot(ActualPort port, AttachRequest? wanted) =>
        wanted is null ? "no longer wanted"
        : wanted.Region != port.Region ? $"its region is now {wanted.Region.Id} in generation {wanted.Region.Generation}"
        : null;

    private string? WhyNot(ActualSegment segment, DesiredSegment? wanted, ActualState actual) =>
        wanted is null ? "no longer wanted"
        : wanted.Deploy.Digest() != segment.Digest ? "its document or options changed"
        : segment.Phase == SegmentPhase.Failed ? "it failed"
        : actual.Ports.FirstOrDefault(port => port.User == segment.Segment && !GoodPorts.Contains(port.Port)) is { } bad
            ? $"its port {bad.Port} changes"
        : wanted.Ports.FirstOrDefault(port => !GoodPorts.Contains(port)) is { } missing ? $"its port {missing} is not there"
        : null;
}
