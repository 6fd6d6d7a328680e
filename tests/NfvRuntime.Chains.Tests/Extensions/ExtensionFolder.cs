using NfvRuntime.Chains.Extensions;
using NfvRuntime.Chains.Tests.Kinds;
using NfvRuntime.Sdk;

namespace NfvRuntime.Chains.Tests.Extensions;

/// <summary>A folder of its own with extensions, and a chain file that names some of them.</summary>
internal sealed class ExtensionFolder : IDisposable
{
    private static readonly string[] Product = [.. ExtensionFile.Shared.Select(name => Path.Combine(AppContext.BaseDirectory, name + ".dll"))];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nfv-extensions-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>A kind that does nothing, as a member of a class.</summary>
    public static string Kind(string name, string member = "Kind", string summary = "Does nothing.", string more = "") =>
        $$"""
        public static NfvRuntime.Sdk.StageKind {{member}} { get; } = NfvRuntime.Sdk.StageKind.Define(
            "{{name}}", "{{summary}}", r => (object)r.Optional("text", NfvRuntime.Sdk.Settings.Format.Text, "none"), (stage, _) => new Idle(stage){{more}});
        """;

    /// <summary>Compiles an extension: members of a public class, beside a stage that does nothing.</summary>
    public void Add(string name, string members, string attributes = "", params IEnumerable<string> references) => Compiler.Compile(
        this[name],
        $$"""
        {{attributes}}
        public sealed class Idle(NfvRuntime.Sdk.StageContext stage) : NfvRuntime.Sdk.StageActor(stage)
        {
            protected override void OnBurst(NfvRuntime.Sdk.Burst burst) { }
        }

        public static class Stages
        {
            {{members}}
        }
        """,
        references: Product.Concat(references));

    /// <summary>Loads a chain whose one stage is of a kind.</summary>
    public ChainResult Load(string extensions, string kind = "acme-idle") => LoadText(
        $$"""
        chain: t
        extensions: {{extensions}}
        ports: { a: "gen:", b: "null:" }
        stages: { s: { kind: {{kind}} } }
        paths: { p: a -> s -> b }
        """);

    public ChainResult LoadText(string text)
    {
        string file = this["chain.yaml"];
        File.WriteAllText(file, text);
        return ChainFile.Load(file, new SampleStages(), new SamplePorts());
    }

    /// <summary>The messages of a chain that cannot be loaded, with the folder's own name left out.</summary>
    public string Complaints(string extensions, string kind = "acme-idle")
    {
        ChainResult result = Load(extensions, kind);
        Assert.Null(result.Plan);
        return Lines(result);
    }

    public string Lines(ChainResult result) =>
        string.Join('\n', result.Diagnostics).Replace(_folder.FullName + "/", "", StringComparison.Ordinal);

    public StageKind KindOf(string extensions, string kind = "acme-idle")
    {
        ChainResult result = Load(extensions, kind);
        Assert.True(result.Plan is not null, string.Join('\n', result.Diagnostics));
        return Assert.IsType<StageKind>(Assert.Single(result.Plan.Stages).Kind);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
