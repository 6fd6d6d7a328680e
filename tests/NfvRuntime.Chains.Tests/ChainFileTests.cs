using NfvRuntime.Chains.Tests.Kinds;

namespace NfvRuntime.Chains.Tests;

public class ChainFileTests
{
    [Fact]
    public void A_file_that_is_not_there_is_an_error_of_its_own() =>
        Assert.Equal("/nowhere/x.yaml:1:1: error NFV0001: the file cannot be read: it is not there", Load("/nowhere/x.yaml"));

    [Fact]
    public void A_folder_is_no_file() =>
        Assert.StartsWith($"{Path.GetTempPath()}:1:1: error NFV0001: the file cannot be read: ", Load(Path.GetTempPath()));

    [Fact]
    public void A_huge_file_is_refused_unread()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, new string('#', (1 << 20) + 1));
            Assert.Equal($"{path}:1:1: error NFV0001: the file cannot be read: it is larger than a megabyte", Load(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Too_many_entries_are_refused()
    {
        string ports = string.Join(", ", Enumerable.Range(0, 257).Select(i => $"p{i}: 'netmap:p{i}'"));
        var result = Sample.Parse($"{{ chain: t, ports: {{ {ports} }}, paths: {{ p: p0 -> p1 }} }}");
        Assert.Equal("t.yaml:1:20: error NFV0209: 'ports' must hold 1 to 256 entries, found 257", Sample.Lines(result));
    }

    private static string Load(string path) => Sample.Lines(ChainFile.Load(path, new SampleStages(), new SamplePorts()));
}
