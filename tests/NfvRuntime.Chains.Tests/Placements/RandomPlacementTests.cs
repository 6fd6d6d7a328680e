using System.Text;

namespace NfvRuntime.Chains.Tests.Placements;

/// <summary>However a chain is cut up, every path is found again in its pieces and links, hop by hop.</summary>
public class RandomPlacementTests
{
    private const int Rounds = 400;

    [Fact]
    public void Every_path_is_found_again_in_order()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        int links = 0, refused = 0;
        for (int round = 0; round < Rounds; round++)
        {
            string text = MakeChain(random);
            var result = Sample.Parse(text);
            if (result.Plan is not { } plan)
            {
                // Only a way back to a guest by lossless links can be wrong with such a chain.
                refused++;
                Assert.All(result.Diagnostics, d => Assert.True(d.Code is "NFV0314", $"seed {seed}, round {round}: {d}\n{text}"));
                continue;
            }

            links += plan.Placement.Links.Count;
            var problem = Record.Exception(() => Judge(plan));
            Assert.True(problem is null, $"seed {seed}, round {round}: {problem}\n{text}");
        }

        Assert.True(links > Rounds, $"seed {seed}: {links} links");
        Assert.True(refused < Rounds / 2, $"seed {seed}: {refused} chains refused");
    }

    private static void Judge(ChainPlan plan)
    {
        var placement = plan.Placement;
        foreach (var path in plan.Paths)
        {
            var pieces = placement.Pieces.Where(piece => piece.Path == path.Index).ToArray();
            var walked = new List<int>();
            for (int i = 0; i < pieces.Length; i++)
            {
                var piece = pieces[i];
                Assert.Equal(piece.Hops.Count, piece.Edges.Count + 1);
                for (int k = 0; k < piece.Edges.Count; k++)
                {
                    var edge = plan.Edges[piece.Edges[k]];
                    Assert.Equal((piece.Hops[k], piece.Hops[k + 1]), (edge.From, edge.To));
                    walked.Add(edge.Index);
                }

                foreach (var hop in piece.Hops.Where(hop => hop.Kind != PlanEndKind.Drop))
                {
                    var segment = placement.Segments[piece.Segment];
                    Assert.Contains(hop.Name, hop.Kind == PlanEndKind.Stage ? segment.Stages : segment.Ports);
                }

                Assert.Equal(i == 0 ? null : pieces[i - 1].Leaves, piece.Enters);
                Assert.Equal(i == pieces.Length - 1, piece.Leaves is null);
                if (piece.Leaves is not { } leaves) continue;
                var link = placement.Links[leaves];
                Assert.Equal((piece.Segment, pieces[i + 1].Segment), (link.From, link.To));
                Assert.Equal((piece.Hops[^1], pieces[i + 1].Hops[0]), (plan.Edges[link.Edge].From, plan.Edges[link.Edge].To));
                walked.Add(link.Edge);
            }

            Assert.Equal(path.Edges, walked);
        }

        Assert.Equal(placement.Links.Count, placement.Pieces.Count(piece => piece.Leaves is not null));
        Assert.Equal(placement.Links.Count, placement.Links.Select(link => link.Edge).Distinct().Count());
        foreach (var link in placement.Links)
        {
            string from = placement.Segments[link.From].Name, to = placement.Segments[link.To].Name;
            Assert.NotEqual(link.From, link.To);
            if (link.Kind == LinkKind.Pipe) Assert.Equal([from, to], placement.Regions[link.FromRegion].Members.Where(m => m == from || m == to).OrderBy(m => m == to));
            if (link.Kind == LinkKind.Vale) Assert.False(link.IsLossless);
            bool isOneGroup = placement.Segments[link.From].Trust == placement.Segments[link.To].Trust;
            Assert.Equal(isOneGroup || link.Kind != LinkKind.Vale, link.FromRegion == link.ToRegion);
            Assert.Equal(isOneGroup && link.Kind != LinkKind.Vale, link.Copies == 0);
        }
    }

    /// <summary>Stages in one order, paths that go along it or against it, branches to drop, and guests by lot.</summary>
    internal static string MakeChain(Random random)
    {
        int stages = random.Next(1, 8), guests = random.Next(1, 4);
        var text = new StringBuilder("chain: t\nports: { a: \"netmap:a\", b: \"netmap:b\", c: \"netmap:c\" }\nstages:\n");
        for (int i = 0; i < stages; i++) text.AppendLine($"  s{i}: {{ kind: firewall }}");
        text.AppendLine("paths:");
        string[] ports = ["a", "b", "c"];
        for (int p = 0; p < ports.Length; p++)
        {
            var on = Enumerable.Range(0, stages).Where(_ => random.Next(3) > 0).ToList();
            if (on.Count == 0 || p == 0) on = [.. Enumerable.Range(0, stages)]; // all stages are used
            if (random.Next(2) == 0) on.Reverse();
            string hops = string.Join(" -> ", on.Select(i => $"s{i}"));
            text.AppendLine($"  p{p}: {{ path: \"{ports[p]} -> {hops} -> {ports[random.Next(3)]}\", full: {(random.Next(3) > 0 ? "drop" : "wait")} }}");
        }

        if (stages > 1 && random.Next(2) == 0) text.AppendLine($"  no: {{ path: \"s0 [denied] -> s{stages - 1} -> drop\", full: drop }}");
        text.AppendLine("guests:");
        var lot = Enumerable.Range(0, stages).GroupBy(_ => random.Next(guests + 1)).Where(group => group.Key > 0);
        bool any = false;
        foreach (var group in lot)
        {
            any = true;
            string owned = random.Next(4) == 0 && group.Key == 1 ? ", ports: [b]" : "";
            text.AppendLine($"  g{group.Key}: {{ kind: process, trust: t{random.Next(2)}, run: [{string.Join(", ", group.Select(i => $"s{i}"))}]{owned} }}");
        }

        if (!any) text.Length -= "guests:\n".Length;
        if (random.Next(3) == 0) text.AppendLine("links: { default: vale }");
        return text.ToString();
    }
}
