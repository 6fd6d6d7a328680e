using NfvRuntime.Chains.Tests.Kinds;
using NfvRuntime.Chains.Tests.Placements;

namespace NfvRuntime.Chains.Tests.Segments;

public class SegmentDocumentTests
{
    private static readonly string[] GoodFiles = ["edge.yaml", "every-form.yaml", "guests.yaml", "hairpin.yaml", "pipes.yaml", "sender.yaml", "takers.yaml"];

    private static ChainPlan Load(string name) => ChainFile.Load(Sample.PathOf("Good", name), new SampleStages(), new SamplePorts()).Plan!;

    [Fact]
    public void A_document_holds_what_runs_in_the_guest_and_a_port_for_each_end_of_a_link()
    {
        var plan = Load("guests.yaml");
        var document = SegmentDocument.Of(plan, plan.Placement.Segments[1]);
        Assert.Equal("filter", document.Segment);
        Assert.Equal(["link-0", "link-1", "link-2", "link-3", "link-4"], document.Ports.Select(port => port.Name));
        Assert.Equal([true, false, true, false, false], document.Ports.Select(port => port.Reads));
        Assert.All(document.Ports, port => Assert.NotEqual(port.Reads, port.Writes));
        var part = SegmentSample.Read(document);
        Assert.Equal(["link-0->fw", "fw->link-1", "link-2->fw", "fw->link-3", "fw[denied]->link-4"], part.Edges.Select(edge => edge.Name));
        Assert.Equal(["out", "in", "no"], part.Paths.Select(path => path.Name));
        Assert.All(part.Ports, port => Assert.Equal($"ptnet:{port.Name}", port.Open));
    }

    [Fact]
    public void A_port_that_is_handed_over_is_given_too()
    {
        var plan = Load("guests.yaml");
        var border = SegmentDocument.Of(plan, plan.Placement.Segments[2]);
        Assert.Equal(["wan", "link-1", "link-2"], border.Ports.Select(port => port.Name));
        Assert.Equal(("wan", true, true), (border.Ports[0].Port?.Name, border.Ports[0].Reads, border.Ports[0].Writes));
        Assert.Equal(["link-1->[inside]nat", "nat[outside]->wan", "wan->[outside]nat", "nat[inside]->link-2"], SegmentSample.Read(border).Edges.Select(edge => edge.Name));
    }

    [Fact]
    public void A_port_that_stands_for_nothing_outside_is_opened_by_the_guest_from_what_it_is_lent()
    {
        var plan = Sample.Plan("""
            chain: t
            ports: { a: "netmap:a", nothing: { open: "null:x" } }
            stages: { x: { kind: forward } }
            paths: { p: a -> x -> nothing }
            guests: { g: { kind: process, run: x, ports: nothing } }
            """);
        var guest = plan.Placement.Segments[1];
        var document = SegmentDocument.Of(plan, guest);
        Assert.Equal(["nothing"], guest.OpensItself);
        Assert.Equal(["link-0"], document.Ports.Select(port => port.Name));
        Assert.Equal(["ptnet:link-0", "null:x"], SegmentSample.Read(document).Ports.Select(port => port.Open));
        int edges = RegionNeeds.EdgeBursts * plan.Options.Burst;
        Assert.Equal((2 * plan.Options.RingSlots) + edges + RegionNeeds.SpareBuffers, document.Ports[0].BuffersBeside);
        Assert.Equal(["g: a->x"], plan.Placement.Islands.Single(island => island.Kloops.Count > 0).Kloops);
    }

    [Fact]
    public void The_hosts_own_ports_stay_as_they_are()
    {
        var plan = Load("guests.yaml");
        var host = SegmentDocument.Of(plan, plan.Placement.Segments[0]);
        Assert.Equal(plan.Ports.First(port => port.Name == "lan").Open, SegmentSample.Read(host).Ports.First(port => port.Name == "lan").Open);
    }

    [Fact]
    public void Says_what_the_segments_bursts_take()
    {
        var plan = Load("guests.yaml");
        var filter = SegmentDocument.Of(plan, plan.Placement.Segments[1]);
        int perRing = plan.Options.Bursts * plan.Options.Burst, edges = 3 * RegionNeeds.EdgeBursts * plan.Options.Burst;
        Assert.Equal([perRing, 0, perRing, 0, 0], filter.Ports.Select(port => port.BuffersPerRxRing));
        Assert.Equal([edges + RegionNeeds.SpareBuffers, 0, 0, 0, 0], filter.Ports.Select(port => port.BuffersBeside));
        Assert.Equal((2 * perRing) + edges + RegionNeeds.SpareBuffers, filter.Ports[0].BuffersFor(2));
    }

    [Fact]
    public void The_same_plan_gives_the_same_text_and_digest()
    {
        SegmentDocument[] once = [.. SegmentSample.Cut(Load("guests.yaml"))], again = [.. SegmentSample.Cut(Load("guests.yaml"))];
        Assert.Equal(once.Select(document => document.Text), again.Select(document => document.Text));
        Assert.Equal(once.Select(document => document.Digest), again.Select(document => document.Digest));
        Assert.Equal(once.Length, once.Select(document => document.Digest).Distinct().Count());
        Assert.All(once, document => Assert.Equal(64, document.Digest.Length));
    }

    [Fact]
    public void Names_that_a_user_took_are_not_taken_again()
    {
        var plan = Sample.Plan("""
            chain: t
            ports: { link-0: "netmap:a", b: "netmap:b" }
            stages: { x: { kind: forward }, y: { kind: forward }, z: { kind: forward } }
            paths: { p: { path: link-0 -> x -> y -> z -> b, full: drop }, p-2: b -> drop }
            guests: { g1: { kind: process, run: [x, z] }, g2: { kind: process, run: y } }
            """);
        SameWays.Judge(plan);
        var first = SegmentDocument.Of(plan, plan.Placement.Segments[1]);
        Assert.Equal(["link-0-2", "link-1", "link-2", "link-3"], first.Ports.Select(port => port.Name));
        Assert.Equal(["p", "p-3"], SegmentSample.Read(first).Paths.Select(path => path.Name));
    }

    [Fact]
    public void What_goes_to_several_senders_takes_a_branch_for_each()
    {
        var plan = Sample.Plan("""
            chain: t
            ports: { left: "netmap:left", right: "netmap:right" }
            stages: { fw: { kind: rejecter, answers: true } }
            paths: { there: left -> fw -> right, back: right -> fw -> left, no: "fw [rejected] -> sender" }
            guests: { g: { kind: process, run: fw, ports: left } }
            """);
        SameWays.Judge(plan);
        var part = SegmentSample.Read(SegmentDocument.Of(plan, plan.Placement.Segments[1]));
        Assert.Equal(["no", "no-2"], part.Paths.Where(path => path.IsBranch).Select(path => path.Name));
        Assert.Equal([[0], [1]], part.Paths.Where(path => path.IsBranch).Select(path => part.Edges[path.Edges[0]].TakenOn));
    }

    [Fact]
    public void Every_setting_is_read_again_as_it_was_written()
    {
        var plan = Sample.Plan("""
            chain: t
            options: { burst: 32, policy: busy, retry: { first: 2s, max: 1h } }
            ports: { a: "netmap:a" }
            stages:
              odd: { kind: mirror, file: "a \"b\" \\ c:\t# ä\u2028 😀 'd'\n{e}, [f]", on-fault: drop }
              nothing: { kind: firewall, rules: [] }
              true: { kind: firewall, rules: [ { allow: "x: y", to: ["10.0.0.0/8", "::/0"], ports: 1-2 }, { deny: "-" } ], restarts: unlimited }
            paths: { p: { path: a -> odd -> nothing -> true -> drop, full: drop, after: 1500us } }
            guests: { g: { kind: process, run: [odd, nothing, true] } }
            """);
        Assert.Equal(3, SameWays.Judge(plan));
    }

    [Fact]
    public void Documents_of_all_good_files_lead_the_same_ways()
    {
        foreach (string name in GoodFiles) Assert.True(SameWays.Judge(Load(name)) > 0, name);
    }

    [Fact]
    public void Documents_of_random_chains_lead_the_same_ways()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        int documents = 0;
        for (int round = 0; round < 300; round++)
        {
            string text = RandomPlacementTests.MakeChain(random);
            if (Sample.Parse(text).Plan is not { } plan) continue;
            var problem = Record.Exception(() => SameWays.Judge(plan));
            Assert.True(problem is null, $"seed {seed}, round {round}: {problem}\n{text}");
            documents += plan.Placement.Segments.Count;
        }

        Assert.True(documents > 300, $"seed {seed}: {documents}");
    }

    [Fact]
    public void A_plan_without_a_text_is_refused()
    {
        var plan = Load("guests.yaml") with { Source = null };
        Assert.Throws<InvalidOperationException>(() => SegmentDocument.Of(plan, plan.Placement.Segments[0]));
    }
}
