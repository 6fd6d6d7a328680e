using System.Net;
using NfvRuntime.Chains.Tests.Kinds;
using NfvRuntime.Sdk.Settings;

namespace NfvRuntime.Chains.Tests;

public class ChainPlanTests
{
    private static ChainPlan Load(string name) =>
        ChainFile.Load(Sample.PathOf("Good", name), new SampleStages(), new SamplePorts()).Plan!;

    [Fact]
    public void Lists_what_to_open_and_what_to_run_with_their_settings()
    {
        var plan = Load("edge.yaml");
        Assert.Equal("edge", plan.Name);
        Assert.Equal(new ChainOptions(), plan.Options);
        Assert.Equal([("wan", "netmap:eth0"), ("lan", "vale0:lan")], plan.Ports.Select(p => (p.Name, p.Open)));
        Assert.All(plan.Ports, p => Assert.Equal(PortUse.Read | PortUse.Write, p.Use));
        Assert.Equal(["fw", "nat", "audit"], plan.Stages.Select(s => s.Name));
        Assert.Equal(["firewall", "nat44", "mirror"], plan.Stages.Select(s => s.Kind.Name));
        Assert.Equal(IPAddress.Parse("203.0.113.7"), plan.Stages[1].Settings);
        Assert.Equal("denied.pcap", plan.Stages[2].Settings);
    }

    [Fact]
    public void Lays_out_every_hop_as_an_edge()
    {
        var plan = Load("edge.yaml");
        Assert.Equal(
            [
                "0 out lan->fw", "1 out fw->[inside]nat", "2 out nat[outside]->wan",
                "3 in wan->[outside]nat", "4 in nat[inside]->fw", "5 in fw->lan",
                "6 no fw[denied]->audit", "7 no audit->drop",
            ],
            plan.Edges.Select(e => $"{e.Index} {plan.Paths[e.Path].Name} {e.Name}"));
        Assert.Equal([0, 1, 2], plan.Paths[0].Edges);
        Assert.Equal([false, false, true], plan.Paths.Select(p => p.IsBranch));
        Assert.Equal(new PlanEnd(PlanEndKind.Port, "lan"), plan.Edges[0].From);
        Assert.Equal(new PlanEnd(PlanEndKind.Stage, "fw"), plan.Edges[0].To);
        Assert.Equal(new PlanEnd(PlanEndKind.Drop, "drop"), plan.Edges[7].To);
        Assert.Equal(("outside", ""), (plan.Edges[2].Gate, plan.Edges[2].InputGate));
    }

    [Fact]
    public void Chooses_an_edge_by_the_path_that_a_packet_is_on_and_the_gate()
    {
        var plan = Load("edge.yaml");
        Assert.Equal(1, plan.FindEdge(0, "fw", "")!.Index);
        Assert.Equal(5, plan.FindEdge(1, "fw", "")!.Index);
        Assert.Equal(6, plan.FindEdge(0, "fw", "denied")!.Index);
        Assert.Equal(6, plan.FindEdge(1, "fw", "denied")!.Index);
        Assert.Equal(2, plan.FindEdge(0, "nat", "outside")!.Index);
        Assert.Null(plan.FindEdge(0, "nat", "inside"));
        Assert.Equal([0, 1], plan.Edges[6].TakenOn);
        Assert.Equal([2], plan.Edges[7].TakenOn);
    }

    [Fact]
    public void A_path_that_goes_on_at_an_output_itself_does_not_take_the_branch_there()
    {
        var plan = Load("hairpin.yaml");
        Assert.Equal("back", plan.Paths[plan.FindEdge(0, "nat", "inside")!.Path].Name);
        Assert.Equal("in", plan.Paths[plan.FindEdge(1, "nat", "inside")!.Path].Name);
        Assert.Null(plan.FindEdge(1, "nat", "outside"));
    }

    [Fact]
    public void Branches_of_branches_are_taken_on_the_branch_alone()
    {
        var plan = Sample.Plan("""
            chain: t
            ports: { a: "netmap:a", b: "netmap:b" }
            stages: { f: { kind: firewall }, g: { kind: firewall } }
            paths:
              main: a -> f -> b
              no: f [denied] -> g -> drop
              nono: g [denied] -> drop
            """);
        Assert.Equal("nono", plan.Paths[plan.FindEdge(1, "g", "denied")!.Path].Name);
        Assert.Null(plan.FindEdge(0, "g", "denied"));
    }

    [Fact]
    public void What_goes_to_the_sender_goes_to_the_port_where_its_path_begins()
    {
        var plan = Load("sender.yaml");
        Assert.Equal(
            ["8 no fw[rejected]->left taken on 0", "9 no fw[rejected]->right taken on 1 2", "10 odd late[denied]->right taken on 2"],
            from edge in plan.Edges
            where edge.Gate.Length > 0 && edge.To.Kind == PlanEndKind.Port
            select $"{edge.Index} {plan.Paths[edge.Path].Name} {edge.Name} taken on {string.Join(' ', edge.TakenOn)}");
        Assert.All(plan.Ports, port => Assert.Equal(PortUse.Read | PortUse.Write, port.Use));
    }

    [Fact]
    public void Carries_options_and_what_full_edges_do()
    {
        var plan = Load("every-form.yaml");
        var options = new ChainOptions { Burst = 256, Bursts = 1, Policy = WaitingPolicy.Busy, RingSlots = 4096, LatencyEvery = TimeSpan.Zero };
        Assert.Equal(options, plan.Options);
        Assert.Equal(new FullPolicy(true, TimeSpan.FromMicroseconds(500)), plan.Paths[1].Full);
        Assert.Equal([FullPolicy.Wait, FullPolicy.Wait, FullPolicy.Wait], new[] { 0, 2, 3 }.Select(i => plan.Paths[i].Full));
        Assert.Equal(plan.Paths[1].Full, plan.Edges[plan.Paths[1].Edges[0]].Full);
        Assert.Equal((PortUse.Read, 1_500_000d), plan.Ports[1].Options);
        Assert.Equal([PortUse.Read | PortUse.Write, PortUse.Read, PortUse.Read, PortUse.Write], plan.Ports.Select(p => p.Use));
    }

    [Fact]
    public void A_path_without_stages_is_one_edge()
    {
        var plan = Sample.Plan("{ chain: t, ports: { a: 'netmap:a', b: 'netmap:b' }, paths: { p: a -> b } }");
        var edge = Assert.Single(plan.Edges);
        Assert.Equal(("a->b", PlanEndKind.Port, PlanEndKind.Port), (edge.Name, edge.From.Kind, edge.To.Kind));
        Assert.Empty(plan.Stages);
    }

    [Fact]
    public void Full_drop_breaks_a_ring_and_so_does_a_port_that_is_no_link()
    {
        const string Ring = """
            chain: t
            ports: { a1: "netmap:a{1", a2: "netmap:a}1", x: "netmap:x" }
            stages: { f: { kind: firewall } }
            paths:
              main: { path: "a2 -> f -> x", full: FULL }
              back: f [denied] -> a1
            """;
        Sample.Plan(Ring.Replace("FULL", "drop"));
        Assert.Contains("NFV0314", Sample.Lines(Sample.Parse(Ring.Replace("FULL", "wait"))));
        Sample.Plan(Ring.Replace("FULL", "wait").Replace("netmap:a}1", "vale0:a"));
    }
}
