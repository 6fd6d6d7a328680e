using NfvRuntime.Chains;
using NfvRuntime.Counters;
using NfvRuntime.Host;
using NfvRuntime.Sdk;

namespace NfvRuntime.Runtime;

/// <summary>Turns a checked plan into the ports and the segment that it describes.</summary>
internal static class ChainAssembly
{
    internal static SegmentOptions OptionsOf(ChainPlan plan) => new()
    {
        Burst = plan.Options.Burst,
        Bursts = plan.Options.Bursts,
        EdgeBursts = RegionNeeds.EdgeBursts,
        LatencyEvery = plan.Options.LatencyEvery,
        OwnsRegions = true,
        Restarts = plan.Options.Restarts,
        Retry = plan.Options.Retry,
    };

    /// <param name="plan">The plan: of the whole chain, or of that part of it which the host runs.</param>
    /// <param name="host">Where ports are opened.</param>
    /// <param name="counters">Where the chain counts.</param>
    /// <param name="opened">Gets each port as it is opened, so that a failure leaves none behind.</param>
    /// <param name="guests">What joins the segment with guests; null if nothing does.</param>
    internal static Segment Build(ChainPlan plan, NetmapHost host, CounterTable counters, List<IRingPort> opened, ChainWiring? guests = null)
    {
        SegmentOptions options = OptionsOf(plan) with { OwnsRegions = host.Region.IsCreator, SharedRegions = guests?.Regions ?? [] };
        var builder = new SegmentBuilder(plan.Name, plan.Paths.Count, host, counters, options, plan.BaseDirectory)
        {
            PathNames = [.. plan.Paths.Select(path => path.Name)],
        };
        var refusals = new List<ChainStartException>();
        foreach (PlanPort port in plan.Ports)
        {
            try
            {
                IRingPort made = Open(port, new PortOpening(host, port.Use, plan.Options.RingSlots, plan.BaseDirectory)
                {
                    PassesOffloads = port.PassesOffloads,
                });
                opened.Add(made);
                builder.AddPort(port.Name, made, port.Open);
            }
            catch (ChainStartException e)
            {
                refusals.Add(e); // the others have something to say, too
            }
        }

        if (refusals.Count > 0)
        {
            throw new ChainStartException(string.Join('\n', refusals.Select(refusal => refusal.Message)), refusals[0]);
        }

        foreach (HostLinkEnd end in guests?.HostEnds ?? [])
        {
            builder.AddPort(end.Name, end.Port, $"link {end.Edge}");
        }

        try
        {
            foreach (PlanStage stage in plan.Stages)
            {
                builder.AddStage(stage.Name, (StageKind)stage.Kind, stage.Settings, stage.Faults);
            }

            foreach (PlanEdge edge in plan.Edges)
            {
                Connect(builder, plan, edge);
            }

            return builder.Build();
        }
        catch
        {
            builder.Abandon(); // the region may be another's, and live on
            throw;
        }
    }

    private static IRingPort Open(PlanPort port, PortOpening opening)
    {
        try
        {
            return ((IPortKind)port.Kind).Open(port.Name, port.Open, port.Options, opening);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            bool isNamed = e.Message.Contains(port.Open[(port.Open.IndexOf(':', StringComparison.Ordinal) + 1)..], StringComparison.Ordinal);
            string what = isNamed ? e.Message : $"{port.Open}: {e.Message}";
            throw new ChainStartException($"port '{port.Name}': {what.ReplaceLineEndings(" ")}", e);
        }
    }

    /// <summary>Opens a port whose rings lie in this process's host, to be served to a guest.</summary>
    internal static HostPort OpenHostPort(PlanPort port, PortOpening opening) => Open(port, opening) as HostPort
        ?? throw new ChainStartException($"port '{port.Name}': {port.Open} has no rings of this host: it cannot be handed over to a guest");

    private static void Connect(SegmentBuilder builder, ChainPlan plan, PlanEdge edge)
    {
        string? to = edge.To.Kind == PlanEndKind.Drop ? null : edge.To.Name;
        int input = edge.To.Kind == PlanEndKind.Stage ? KindOf(plan, edge.To.Name).InputNumber(edge.InputGate) : 0;
        if (edge.From.Kind == PlanEndKind.Port)
        {
            builder.ConnectPort(edge.Path, edge.From.Name, to, input);
            return;
        }

        int gate = KindOf(plan, edge.From.Name).OutputNumber(edge.Gate);
        builder.ConnectStage(edge.From.Name, gate, edge.TakenOn, edge.Path, to, input, new EdgePolicy(edge.Full.Drops, edge.Full.After));
    }

    private static StageKind KindOf(ChainPlan plan, string stage) => (StageKind)plan.Stages.First(s => s.Name == stage).Kind;
}
