using NfvRuntime.Chains.Tests.Kinds;

namespace NfvRuntime.Chains.Tests;

internal static class Sample
{
    public static ChainResult Parse(string text, string file = "t.yaml") =>
        ChainFile.Parse(text, file, new SampleStages(), new SamplePorts());

    /// <summary>Every line that a user would see, with the file's name alone.</summary>
    public static string Lines(ChainResult result) => string.Join('\n', result.Diagnostics);

    public static ChainPlan Plan(string text)
    {
        var result = Parse(text);
        Assert.Equal("", Lines(result));
        return result.Plan!;
    }

    public static IEnumerable<string> Files(string folder) =>
        Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, folder), "*.yaml").Select(f => Path.GetFileName(f)!).Order();

    public static string PathOf(string folder, string name) => Path.Combine(AppContext.BaseDirectory, folder, name);
}
