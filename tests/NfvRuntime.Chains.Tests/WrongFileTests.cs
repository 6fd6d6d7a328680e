using NfvRuntime.Chains.Tests.Kinds;

namespace NfvRuntime.Chains.Tests;

/// <summary>Each file in the folder Wrong stands beside the exact lines that a user gets for it.</summary>
public class WrongFileTests
{
    public static TheoryData<string> Names => [.. Sample.Files("Wrong")];

    [Fact]
    public void There_are_at_least_forty() => Assert.True(Names.Count >= 40, $"{Names.Count} files");

    [Theory]
    [MemberData(nameof(Names))]
    public void Is_refused_with_exactly_the_expected_lines(string name)
    {
        string path = Sample.PathOf("Wrong", name);
        var result = ChainFile.Load(path, new SampleStages(), new SamplePorts());
        string lines = Sample.Lines(result).Replace(path, name);
        Assert.Equal(File.ReadAllText(Path.ChangeExtension(path, ".expected")).TrimEnd('\n'), lines);
        Assert.Null(result.Plan);
    }
}
