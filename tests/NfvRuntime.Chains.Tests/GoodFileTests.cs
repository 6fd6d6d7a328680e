using NfvRuntime.Chains.Tests.Kinds;

namespace NfvRuntime.Chains.Tests;

public class GoodFileTests
{
    public static TheoryData<string> Names => [.. Sample.Files("Good")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gives_a_plan_and_no_complaint(string name)
    {
        var result = ChainFile.Load(Sample.PathOf("Good", name), new SampleStages(), new SamplePorts());
        Assert.Equal("", Sample.Lines(result));
        Assert.NotNull(result.Plan);
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "Good"), result.Plan.BaseDirectory);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Means_the_same_with_other_line_ends_and_a_mark_at_the_beginning(string name)
    {
        string path = Sample.PathOf("Good", name), copy = Path.Combine(Path.GetTempPath(), $"nfv-{Guid.NewGuid():N}.yaml");
        var plan = ChainFile.Load(path, new SampleStages(), new SamplePorts()).Plan!;
        try
        {
            File.WriteAllText(copy, File.ReadAllText(path).ReplaceLineEndings("\r\n"), new System.Text.UTF8Encoding(true));
            var result = ChainFile.Load(copy, new SampleStages(), new SamplePorts());
            Assert.Equal("", Sample.Lines(result));
            Assert.Equal(plan.Edges.Select(e => e.Name), result.Plan!.Edges.Select(e => e.Name));
        }
        finally
        {
            File.Delete(copy);
        }
    }

    [Fact]
    public void Warns_of_what_no_path_mentions_and_leaves_it_out()
    {
        var result = Sample.Parse("""
            chain: t
            ports: { a: "netmap:a", b: "netmap:b", c: "netmap:c" }
            stages: { f: { kind: forward }, g: { kind: forward } }
            paths: { p: a -> f -> b }
            """);
        Assert.Equal(
            """
            t.yaml:2:40: warning NFV0206: no path mentions port 'c': it will not be opened
            t.yaml:3:33: warning NFV0207: no path mentions stage 'g': it will not run
            """,
            Sample.Lines(result));
        Assert.Equal(["a", "b"], result.Plan!.Ports.Select(p => p.Name));
        Assert.Equal(["f"], result.Plan.Stages.Select(s => s.Name));
    }
}
