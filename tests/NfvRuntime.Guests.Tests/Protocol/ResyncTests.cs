using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.Guests.Tests.Protocol;

public sealed class ResyncTests
{
    private static readonly RegionReference Region = new(1, 5, 4096);
    private static readonly AttachRequest Lan = new("lan", Region, new byte[8]);
    private static readonly AttachRequest Wan = new("wan", Region, new byte[8]);
    private static readonly DesiredSegment Edge = new(new DeployRequest("edge", "doc"), ["lan", "wan"]);
    private static readonly DesiredState Desired = new([Lan, Wan], [Edge]);

    [Fact]
    public void A_host_that_comes_back_touches_nothing_that_is_as_it_should_be()
    {
        ResyncPlan plan = ResyncPlan.Compare(Desired, Actual(SegmentPhase.Running));
        Assert.Empty(plan.Steps);
        Assert.False(plan.Destroys);
        Assert.Equal(["lan", "wan"], plan.KeptPorts.Order());
        Assert.Equal(["edge"], plan.KeptSegments);
    }

    [Fact]
    public void A_new_agent_gets_ports_before_segments_and_starts_last() =>
        AssertSteps(ResyncPlan.Compare(Desired, new([], [])), "Attach lan", "Attach wan", "Deploy edge", "Start edge");

    [Fact]
    public void What_is_no_longer_wanted_stops_before_it_goes_and_goes_before_its_ports()
    {
        ResyncPlan plan = ResyncPlan.Compare(new([], []), Actual(SegmentPhase.Running));
        AssertSteps(plan, "Stop edge", "Remove edge", "Detach lan", "Detach wan");
        Assert.True(plan.Destroys);
        Assert.Equal("no longer wanted", plan.Steps[0].Why);
    }

    [Fact]
    public void A_segment_whose_document_changed_is_built_anew_and_keeps_its_ports()
    {
        DesiredSegment changed = Edge with { Deploy = Edge.Deploy with { Document = "other" } };
        ResyncPlan plan = ResyncPlan.Compare(new([Lan, Wan], [changed]), Actual(SegmentPhase.Running));
        AssertSteps(plan, "Stop edge", "Remove edge", "Deploy edge", "Start edge");
        Assert.Equal(["lan", "wan"], plan.KeptPorts.Order());
    }

    [Fact]
    public void A_port_whose_region_was_laid_out_anew_takes_its_segment_with_it()
    {
        AttachRequest moved = Lan with { Region = Region with { Generation = 6 } };
        ResyncPlan plan = ResyncPlan.Compare(new([moved, Wan], [Edge]), Actual(SegmentPhase.Running));
        AssertSteps(plan, "Stop edge", "Remove edge", "Detach lan", "Attach lan", "Deploy edge", "Start edge");
        Assert.Equal("its port lan changes", plan.Steps[0].Why);
        Assert.Equal(["wan"], plan.KeptPorts);
    }

    [Fact]
    public void A_failed_segment_is_built_anew() =>
        AssertSteps(ResyncPlan.Compare(Desired, Actual(SegmentPhase.Failed)), "Remove edge", "Deploy edge", "Start edge");

    [Fact]
    public void A_segment_at_rest_is_only_started_and_a_running_one_only_stopped()
    {
        AssertSteps(ResyncPlan.Compare(Desired, Actual(SegmentPhase.Deployed)), "Start edge");
        AssertSteps(ResyncPlan.Compare(new([Lan, Wan], [Edge with { Running = false }]), Actual(SegmentPhase.Running)), "Stop edge");
    }

    [Fact]
    public void Carrying_a_plan_out_leads_to_the_desired_state()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < 2000; round++)
        {
            (DesiredState from, DesiredState to) = (Draw(random), Draw(random));
            var agent = new PaperAgent();
            agent.CarryOut(ResyncPlan.Compare(from, agent.State), from);
            Assert.True(ResyncPlan.Compare(from, agent.State).Steps.Count == 0, $"seed {seed}, round {round}");
            agent.CarryOut(ResyncPlan.Compare(to, agent.State), to);
            Assert.True(ResyncPlan.Compare(to, agent.State).Steps.Count == 0, $"seed {seed}, round {round}");
        }
    }

    private static ActualState Actual(SegmentPhase phase) =>
        new([new("lan", Region, "edge"), new("wan", Region, "edge")], [new("edge", Edge.Deploy.Digest(), phase)]);

    private static void AssertSteps(ResyncPlan plan, params string[] steps) =>
        Assert.Equal(steps, plan.Steps.Select(step => $"{step.Action} {step.Name}"));

    private static DesiredState Draw(Random random)
    {
        AttachRequest[] ports =
        [
            .. from name in "abcd"
               where random.Next(4) > 0
               select new AttachRequest($"{name}", Region with { Generation = (uint)random.Next(2) }, new byte[4]),
        ];
        DesiredSegment[] segments =
        [
            .. "xyz".Where(_ => random.Next(4) > 0).Select((name, i) => new DesiredSegment(
                new DeployRequest($"{name}", $"{random.Next(2)}"),
                [.. ports.Where((_, p) => p % 3 == i).Select(port => port.Port)],
                random.Next(2) == 0)),
        ];
        return new(ports, segments);
    }

    /// <summary>An agent that refuses steps that come in a wrong order.</summary>
    private sealed class PaperAgent
    {
        private readonly Dictionary<string, RegionReference> _ports = [];
        private readonly Dictionary<string, (DesiredSegment Segment, SegmentPhase Phase)> _segments = [];

        public ActualState State => new(
            [.. _ports.Select(port => new ActualPort(port.Key, port.Value, _segments.FirstOrDefault(s => s.Value.Segment.Ports.Contains(port.Key)).Key))],
            [.. _segments.Select(segment => new ActualSegment(segment.Key, segment.Value.Segment.Deploy.Digest(), segment.Value.Phase))]);

        public void CarryOut(ResyncPlan plan, DesiredState desired)
        {
            foreach ((ResyncAction action, string name, _) in plan.Steps)
            {
                switch (action)
                {
                    case ResyncAction.Attach:
                        _ports.Add(name, desired.Ports.Single(port => port.Port == name).Region);
                        break;
                    case ResyncAction.Detach:
                        Assert.DoesNotContain(_segments.Values, segment => segment.Segment.Ports.Contains(name));
                        Assert.True(_ports.Remove(name));
                        break;
                    case ResyncAction.Deploy:
                        DesiredSegment wanted = desired.Segments.Single(segment => segment.Deploy.Segment == name);
                        Assert.All(wanted.Ports, port => Assert.Contains(port, _ports.Keys));
                        _segments.Add(name, (wanted, SegmentPhase.Deployed));
                        break;
                    case ResyncAction.Remove:
                        Assert.NotEqual(SegmentPhase.Running, _segments[name].Phase);
                        _segments.Remove(name);
                        break;
                    default:
                        _segments[name] = (_segments[name].Segment, action == ResyncAction.Start ? SegmentPhase.Running : SegmentPhase.Deployed);
                        break;
                }
            }
        }
    }
}
