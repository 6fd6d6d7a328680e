namespace NfvRuntime.Actors.Tests.Api;

public sealed class DocumentationTests
{
    [Fact]
    public void The_example_of_the_page_is_the_one_that_is_compiled_and_tested()
    {
        string page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "actors.md"));
        string example = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Behaviour", "Example", "Meters.cs"));
        string code = example[example.IndexOf("/// <summary>", StringComparison.Ordinal)..].Trim();
        Assert.Contains(code, page, StringComparison.Ordinal);
    }
}
