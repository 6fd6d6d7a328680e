namespace NfvRuntime.Cli.Tests;

/// <summary>A folder of its own for a chain file and what it writes.</summary>
internal sealed class ChainFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nfv-test-");

    public ChainFolder(string yaml)
    {
        Chain = Path.Combine(_folder.FullName, "chain.yaml");
        File.WriteAllText(Chain, yaml);
    }

    public string Chain { get; }

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);
}
