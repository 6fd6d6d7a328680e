using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.Agent.Tests;

public sealed class ExtensionTests
{
    private const string Source = """
        using NfvRuntime.Sdk;
        using NfvRuntime.Sdk.Settings;

        public sealed class EchoStage(StageContext stage) : StageActor(stage)
        {
            public static StageKind Kind { get; } = StageKind.Define("acme-pass", "Passes.", static r => new object(), static (s, _) => new EchoStage(s));

            protected override void OnBurst(Burst burst)
            {
            }
        }
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_stage_of_another_assembly_runs_in_the_guest_named_by_the_document_or_the_command_line(bool byDocument)
    {
        using var folder = new TempFolder();
        string assembly = Path.Combine(folder.Path, "Acme.Pass.dll");
        string[] rooms = ["NfvRuntime.Sdk.dll", "NfvRuntime.Actors.dll", "NfvRuntime.Counters.dll", "NfvRuntime.Netmap.dll", "NfvRuntime.Packets.dll"];
        Compiler.Compile(assembly, Source, rooms.Select(room => Path.Combine(AppContext.BaseDirectory, room)));
        using var lab = new Lab();
        await using var agent = new AgentProcess(byDocument ? [] : ["--extensions", assembly]);
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.AttachAsync(client);
        string document = Lab.Document.Replace("kind: counter", "kind: acme-pass", StringComparison.Ordinal) + (byDocument ? "\nextensions: Acme.Pass.dll" : "");
        await Wait.For(client.AskAsync(new DeployRequest("s", document) { Options = new Dictionary<string, string> { ["base"] = folder.Path } }));
        await Wait.For(client.AskAsync(new StartRequest("s")));
        await lab.PassAsync(200);
    }
}
