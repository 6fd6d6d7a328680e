using System.Text.RegularExpressions;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Rooms;

/// <summary>Section 7 of the design: the real Akka.NET must be able to take the engine's place at one point.</summary>
public sealed partial class EngineSeamTests
{
    /// <summary>The engine and its own tests go together when another engine takes its place.</summary>
    private static readonly string[] Engine = ["src/NfvRuntime.Actors/", "src/NfvRuntime.Actors.Hosting/", "tests/NfvRuntime.Actors.Tests/", "tests/NfvRuntime.Actors.TestKit/"];

    [Fact]
    public void Only_the_engine_itself_imports_its_namespace() => Expect.None(Lines(EngineImport(), outsideTheEngine: true));

    [Fact]
    public void Nothing_names_a_type_of_the_engine_by_its_full_name() => Expect.None(Lines(EngineTypeByFullName(), outsideTheEngine: true));

    [Fact]
    public void No_namespace_is_called_Akka() => Expect.None(Lines(AkkaNamespace(), outsideTheEngine: false));

    [Fact]
    public void No_assembly_is_called_Akka() =>
        Expect.None(
            from folder in new[] { "src", "tests" }
            from path in Repository.Files(folder, "*.csproj")
            where AkkaAssembly().IsMatch(Path.GetFileName(path)) || AkkaAssembly().IsMatch(File.ReadAllText(path))
            select Repository.Relative(path));

    [Theory]
    [InlineData("using NfvRuntime.Actors;", true)]
    [InlineData("global using NfvRuntime.Actors;", true)]
    [InlineData("using static NfvRuntime.Actors.Props;", true)]
    [InlineData("using Cell = NfvRuntime.Actors.ActorCell;", true)]
    [InlineData("using NfvRuntime.Actors.Islands;", false)]
    [InlineData("using NfvRuntime.Counters;", false)]
    public void The_search_finds_every_way_to_import_the_engine(string line, bool found) =>
        Assert.Equal(found, EngineImport().IsMatch(line));

    private static IEnumerable<string> Lines(Regex pattern, bool outsideTheEngine) =>
        from folder in new[] { "src", "tests" }
        from path in Repository.Files(folder, "*.cs")
        where !outsideTheEngine || !Engine.Any(folder => Repository.Relative(path).StartsWith(folder, StringComparison.Ordinal))
        from line in File.ReadLines(path).Select(static (text, index) => (Text: text, Number: index + 1))
        where pattern.IsMatch(line.Text)
        select $"{Repository.Relative(path)}:{line.Number}: {line.Text.Trim()}";

    [GeneratedRegex(@"^\s*(global\s+)?using\s+(static\s+|\w+\s*=\s*)?NfvRuntime\.Actors(;|\.(?!Islands\b))")]
    private static partial Regex EngineImport();

    [GeneratedRegex(@"^(?!\s*(namespace|(global\s+)?using|//)\b)[^""/]*\bNfvRuntime\.Actors\.(?!Islands\b|Tests\b|TestKit\b)[A-Z]")]
    private static partial Regex EngineTypeByFullName();

    [GeneratedRegex(@"^\s*namespace\s+Akka\b")]
    private static partial Regex AkkaNamespace();

    [GeneratedRegex(@"^Akka\b|<(AssemblyName|RootNamespace)>\s*Akka\b")]
    private static partial Regex AkkaAssembly();
}
