using System.Text.Json;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.FirstChain;

/// <summary>One run of chains/first.yaml by the real program, in a copy of the folder; many tests look at it.</summary>
public sealed class FirstRun : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ToolResult _result;

    public FirstRun()
    {
        foreach (string file in new[] { "first.yaml", "first.pcap" })
        {
            File.Copy(Repository.PathOf("chains", file), _folder[file]);
        }

        _result = Nfv.Run(_folder.Path, "run", "first.yaml", "--json").Succeeded();
        Input = PcapFile.Frames(_folder["first.pcap"]);
    }

    internal List<byte[]> Input { get; }

    internal string Passed => _folder["out/passed.pcap"];

    internal string Denied => _folder["out/denied.pcap"];

    internal JsonElement Summary() => JsonDocument.Parse(_result.Output).RootElement;

    internal List<byte[]> Expected(Verdict verdict) => Input.FindAll(frame => FirstRules.Judge(frame) == verdict);

    public void Dispose() => _folder.Dispose();
}
