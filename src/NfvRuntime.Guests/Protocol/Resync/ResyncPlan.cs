namespace NfvRuntime.Guests.Protocol;

/// <summary>
/// The steps from what an agent has to what it should have, in an order that can be carried out: nothing is touched that is as it should
/// be, so that a host that comes back does not stop a chain that runs.
/// </summary>
/// <param name="Steps">The steps.</param>
/// <param name="KeptPorts">Ports that stay as they are.</param>
/// <param name="KeptSegments">Segments that stay as they are.</param>
public sealed record ResyncPlan(IReadOnlyList<ResyncStep> Steps, IReadOnlyList<string> KeptPorts, IReadOnlyList<string> KeptSegments)
{
    /// <summary>Whether carrying it out takes anything away or stops traffic.</summary>
    public bool Destroys => Steps.Any(static step => step.Action is ResyncAction.Stop or ResyncAction.Remove or ResyncAction.Detach);

    /// <summary>Compares; neither state is changed.</summary>
    public static ResyncPlan Compare(DesiredState desired, ActualState actual)
    {
        ArgumentNullException.ThrowIfNull(desired);
        ArgumentNullException.ThrowIfNull(actual);
        var judgement = new ResyncJudgement(desired, actual);
        List<ResyncStep> steps =
        [
            .. judgement.BadSegments.SelectMany(static bad => TakeAway(bad.Segment, bad.Why)),
            .. judgement.BadPorts.Select(static bad => new ResyncStep(ResyncAction.Detach, bad.Key, bad.Value)),
            .. from port in desired.Ports
               where !judgement.GoodPorts.Contains(port.Port)
               select new ResyncStep(ResyncAction.Attach, port.Port, "wanted"),
            .. from segment in desired.Segments
               where !judgement.GoodSegments.ContainsKey(segment.Deploy.Segment)
               select new ResyncStep(ResyncAction.Deploy, segment.Deploy.Segment, "wanted"),
            .. desired.Segments.Select(segment => Turn(segment, judgement)).OfType<ResyncStep>(),
        ];
        HashSet<string> turned =
            [.. from step in steps where step.Action is ResyncAction.Start or ResyncAction.Stop select step.Name];
        return new(steps, [.. judgement.GoodPorts], [.. judgement.GoodSegments.Keys.Where(segment => !turned.Contains(segment))]);
    }

    private static IEnumerable<ResyncStep> TakeAway(ActualSegment segment, string why)
    {
        if (segment.Phase is SegmentPhase.Running or SegmentPhase.Draining)
        {
            yield return new(ResyncAction.Stop, segment.Segment, why);
        }

        yield return new(ResyncAction.Remove, segment.Segment, why);
    }

    private static ResyncStep? Turn(DesiredSegment wanted, ResyncJudgement judgement)
    {
        string name = wanted.Deploy.Segment;
        SegmentPhase phase = judgement.GoodSegments.TryGetValue(name, out ActualSegment? actual) ? actual.Phase : SegmentPhase.Deployed;
        return (wanted.Running, phase) switch
        {
            (true, SegmentPhase.Deployed or SegmentPhase.Draining) => new(ResyncAction.Start, name, "wanted running"),
            (false, SegmentPhase.Running) => new(ResyncAction.Stop, name, "wanted at rest"),
            _ => null,
        };
    }
}
