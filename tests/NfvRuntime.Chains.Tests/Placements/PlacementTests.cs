using NfvRuntime.Chains.Tests.Kinds;

namespace NfvRuntime.Chains.Tests.Placements;

public class PlacementTests
{
    private const string TwoGuests = """
        chain: t
        ports: { lan: "netmap:lan", wan: "netmap:wan" }
        stages: { fw: { kind: firewall }, nat: { kind: forward } }
        paths:
          out: lan -> fw -> nat -> wan
          in: wan -> nat -> fw -> lan
        guests:
          g1: { kind: process, trust: TRUST, run: fw }
          g2: { kind: process, trust: b, run: nat }

        """;

    private static ChainPlan Load(string name) =>
        ChainFile.Load(Sample.PathOf("Good", name), new SampleStages(), new SamplePorts()).Plan!;

    [Fact]
    public void Without_guests_everything_is_the_hosts()
    {
        var plan = Load("edge.yaml");
        var host = Assert.Single(plan.Placement.Segments);
        Assert.Equal(("host", "host"), (host.Name, host.Trust));
        Assert.Equal(["fw", "nat", "audit"], host.Stages);
        Assert.Equal(["wan", "lan"], host.Ports);
        Assert.Empty(plan.Placement.Links);
        Assert.Equal(["out host: lan fw nat wan", "in host: wan nat fw lan", "no host: fw audit drop"], PlacementText.Pieces(plan));
        Assert.Equal(["host (host) 4 ports 8 rings 1024 slots 13568 buffers"], PlacementText.Regions(plan)); // 8 x 1024 + 8 edges and 2 ports x 128 + 4096
        Assert.Equal(["edge @host"], PlacementText.Islands(plan));
        Assert.Empty(PlacementNotices.Of(plan, 1, _ => 0));
    }

    [Fact]
    public void Guests_links_regions_and_islands_are_worked_out()
    {
        var plan = Load("guests.yaml");
        Assert.Equal(
            ["host host mon lan", "filter inner fw ", "border inner nat wan", "records records audit "],
            plan.Placement.Segments.Select(s => $"{s.Name} {s.Trust} {string.Join(' ', s.Stages)} {string.Join(' ', s.Ports)}"));
        Assert.Equal(new GuestSettings(512 << 20, 1), plan.Placement.Segments[1].Guest!.Settings);
        Assert.Equal(new GuestSettings(null, 2), plan.Placement.Segments[2].Guest!.Settings);
        Assert.Equal(
            [
                "0 mon->fw host>filter Kloop 1x512 lossless copies 1 regions 1 1",
                "1 fw->[inside]nat filter>border Pipe 2x2048 lossless copies 0 regions 1 1",
                "2 nat[inside]->fw border>filter Kloop 1x512 copies 0 regions 1 1",
                "3 fw->lan filter>host Kloop 1x512 copies 1 regions 1 1",
                "4 fw[denied]->audit filter>records Vale 1x512 copies 1 regions 1 2",
            ],
            PlacementText.Links(plan));
        Assert.Equal(
            [
                "out host: lan mon >0", "out filter: 0> fw >1", "out border: 1> nat wan",
                "in border: wan nat >2", "in filter: 2> fw >3", "in host: 3> lan",
                "no filter: fw >4", "no records: 4> audit drop",
            ],
            PlacementText.Pieces(plan));
        Assert.Equal(
            [
                "host (host) 2 ports 4 rings 1024 slots 8576 buffers",
                "inner (filter border) 9 ports 20 rings 2048 slots 22080 buffers",
                "records (records) 1 ports 2 rings 512 slots 5440 buffers",
            ],
            PlacementText.Regions(plan));
        Assert.Equal(
            [
                "guests @host", "filter @filter", "border @border", "records @records",
                "kloops of inner @host filter: mon->fw, filter: nat[inside]->fw, filter: fw->lan, filter: fw[denied]->audit, border: wan, border: nat[inside]->fw",
                "kloops of records @host records: fw[denied]->audit",
            ],
            PlacementText.Islands(plan));
        Assert.Equal([new PlanKick("filter", "border", KickMeans.Eventfd)], plan.Placement.Links[1].Kicks);
        Assert.Equal([new PlanKick("filter", "host", KickMeans.Socket)], plan.Placement.Links[0].Kicks);
        Assert.Equal(["filter", "records"], plan.Placement.Links[4].Kicks.Select(kick => kick.One));
    }

    [Fact]
    public void Both_directions_between_two_guests_are_no_ring() =>
        Assert.Equal(
            [LinkKind.Kloop, LinkKind.Pipe, LinkKind.Kloop, LinkKind.Kloop, LinkKind.Pipe, LinkKind.Kloop],
            Sample.Plan(TwoGuests.Replace("TRUST", "b")).Placement.Links.Select(link => link.Kind));

    [Fact]
    public void Across_trust_groups_a_link_is_vale_and_the_default_of_the_file_does_not_change_that()
    {
        LinkKind[] expected = [LinkKind.Kloop, LinkKind.Vale, LinkKind.Kloop, LinkKind.Kloop, LinkKind.Vale, LinkKind.Kloop];
        foreach (string links in (string[])["", "links: { default: pipe }", "links: { default: kloop }"])
        {
            Assert.Equal(expected, Sample.Plan(TwoGuests.Replace("TRUST", "a") + links).Placement.Links.Select(link => link.Kind));
        }

        var plan = Sample.Plan(TwoGuests.Replace("TRUST", "b") + "links: { default: vale }");
        Assert.All(plan.Placement.Links, link => Assert.Equal((LinkKind.Vale, 1, false), (link.Kind, link.Copies, link.IsLossless)));
    }

    [Fact]
    public void A_link_that_shares_across_trust_groups_has_a_region_of_its_own()
    {
        var plan = Sample.Plan(TwoGuests.Replace("TRUST", "a") + "links: { \"fw -> nat\": { kind: pipe, share: across-trust, slots: 256 } }");
        Assert.Equal("1 fw->nat g1>g2 Pipe 1x256 lossless copies 1 regions 3 3", PlacementText.Links(plan).ElementAt(1));
        Assert.Equal("fw->nat (g1 g2) 0 ports 1 rings 256 slots 448 buffers", PlacementText.Regions(plan).Last());
        Assert.Contains(PlacementNotices.Of(plan, 8, _ => 0), line => line.StartsWith("link 1 (fw->nat): trust groups 'a' and 'b' share its memory", StringComparison.Ordinal));
    }

    [Fact]
    public void A_guest_that_the_host_trusts_copies_nothing_and_is_kicked_by_eventfds()
    {
        var plan = Sample.Plan(TwoGuests.Replace("TRUST", "host"));
        Assert.Equal([0, 1, 1, 1, 1, 0], plan.Placement.Links.Select(link => link.Copies));
        Assert.Equal(KickMeans.Eventfd, plan.Placement.Links[0].Kicks[0].Means);
        Assert.Equal(["host", "g1"], plan.Placement.Regions[0].Members);
        Assert.Contains("guest 'g1' shares the host's memory (trust: host): a fault there can alter any packet of the host", PlacementNotices.Of(plan, 8, _ => 0));
    }

    [Fact]
    public void A_path_may_come_back_to_a_guest_if_a_link_on_its_way_loses()
    {
        const string Back = """
            chain: t
            ports: { lan: "netmap:lan", wan: "netmap:wan" }
            stages: { a: { kind: forward }, b: { kind: forward }, c: { kind: forward } }
            paths: { out: { path: lan -> a -> b -> c -> wan, full: FULL } }
            guests: { g1: { kind: process, trust: t, run: [a, c] }, g2: { kind: process, trust: t, run: [b] } }
            links: { "b -> c": KIND }
            """;
        Assert.Equal(
            ["out host: lan >0", "out g1: 0> a >1", "out g2: 1> b >2", "out g1: 2> c >3", "out host: 3> wan"],
            PlacementText.Pieces(Sample.Plan(Back.Replace("FULL", "wait").Replace("KIND", "vale"))));
        Sample.Plan(Back.Replace("FULL", "drop").Replace("KIND", "pipe"));
        Assert.Contains("g1 -> g2 -> g1", Sample.Lines(Sample.Parse(Back.Replace("FULL", "wait").Replace("KIND", "pipe"))));
    }

    [Fact]
    public void What_goes_to_the_sender_takes_a_link_to_each_port()
    {
        var plan = Sample.Plan("""
            chain: t
            ports: { left: "netmap:left", right: "netmap:right" }
            stages: { fw: { kind: rejecter, answers: true } }
            paths: { there: left -> fw -> right, back: right -> fw -> left, no: "fw [rejected] -> sender" }
            guests: { g: { kind: process, run: fw, ports: left } }
            """);
        Assert.Equal(
            ["there g: left fw >0", "there host: 0> right", "back host: right >1", "back g: 1> fw left", "no g: fw left", "no g: fw >2", "no host: 2> right"],
            PlacementText.Pieces(plan));
    }

    [Fact]
    public void Guests_that_no_path_reaches_are_left_out_with_a_warning()
    {
        var result = Sample.Parse("""
            chain: t
            ports: { a: "netmap:a" }
            stages: { f: { kind: forward } }
            paths: { p: a -> drop }
            guests: { g: { kind: process, run: f } }
            """);
        Assert.Contains("5:11: warning NFV0408: no path leads through a stage of guest 'g': it will not run", Sample.Lines(result));
        Assert.Empty(result.Plan!.Placement.Guests);
    }

    [Fact]
    public void Says_what_is_worth_knowing_before_the_start()
    {
        var plan = Sample.Plan(TwoGuests.Replace("TRUST", "a").Replace("run: fw", "run: fw, memory: 16M") + "options: { policy: busy }\nlinks: { lan -> fw: { rings: 2 } }");
        Assert.Equal(
            [
                "5 islands on 2 CPUs: none spins, each lets the others run and sleeps when there is nothing to do, whatever 'policy: busy' says",
                "link 0 (lan->fw): 2 rings, but one island on either side: they add room, not speed",
                "link 1 (fw->nat): VALE loses what its receiver has no room for, under vale-full, although path 'out' says 'full: wait'",
                "link 4 (nat->fw): VALE loses what its receiver has no room for, under vale-full, although path 'in' says 'full: wait'",
                "guest 'g1': its regions of 20 MiB alone exceed its memory of 16 MiB",
                "port 'lan' exchanges packets with guest 'g1' alone: 'ports: [lan]' there hands it over and saves a copy and a hop",
                "port 'wan' exchanges packets with guest 'g2' alone: 'ports: [wan]' there hands it over and saves a copy and a hop",
            ],
            PlacementNotices.Of(plan, 2, _ => 20 << 20));
    }
}
