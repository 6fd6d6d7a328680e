using System.Text.Json;

namespace NfvRuntime.Cli.Tests;

public sealed class StagesTests
{
    [Fact]
    public void All_kinds_are_listed_with_where_they_come_from()
    {
        (int exit, string output, string error) = Nfv.Run("stages");

        Assert.Equal("", error);
        Assert.Equal(0, exit);
        Assert.Contains("forward               Passes every packet on.  (nfv)\n", output, StringComparison.Ordinal);
        Assert.Equal(output.Split('\n').Order(StringComparer.Ordinal).Skip(1), output.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_kind_is_described_with_settings_gates_drops_and_counters()
    {
        (int exit, string output, _) = Nfv.Run("stages", "firewall", "mirror");

        Assert.Equal(0, exit);
        Assert.Contains("default                 one of allow, drop", output, StringComparison.Ordinal);
        Assert.Contains("outputs   (default)", output, StringComparison.Ordinal);
        Assert.Contains("[denied]                Packets that are not allowed. Without a path: dropped under firewall-denied.\n", output, StringComparison.Ordinal);
        Assert.Contains("malformed", output, StringComparison.Ordinal);
        Assert.Contains("counters  nfv.firewall.rule.hits", output, StringComparison.Ordinal);
        Assert.Contains("; default 262144\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_document_holds_the_same()
    {
        (int exit, string output, _) = Nfv.Run("stages", "counter", "--json");

        Assert.Equal(0, exit);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement kind = Assert.Single(document.RootElement.EnumerateArray().ToArray());
        Assert.Equal("nfv", kind.GetProperty("from").GetString());
        Assert.Equal("observer", kind.GetProperty("role").GetString());
        Assert.Equal(["flows", "top"], kind.GetProperty("settings").EnumerateArray().Select(setting => setting.GetProperty("key").GetString()));
        Assert.Equal("65536", kind.GetProperty("settings")[0].GetProperty("default").GetString());
        Assert.Equal("nfv.count.io", kind.GetProperty("counters")[0].GetProperty("name").GetString());
    }

    [Fact]
    public void An_unknown_kind_and_an_unusable_extension_are_refused()
    {
        (int exit, _, string error) = Nfv.Run("stages", "mirrow");
        Assert.Equal((1, "error: unknown kind of stage 'mirrow'; did you mean 'mirror'?\n"), (exit, error));

        (exit, _, error) = Nfv.Run("stages", "--extensions", "/nowhere/Acme.dll");
        Assert.Equal(
            (1, "--extensions: error NFV0220: extension '/nowhere/Acme.dll' cannot be used: it is not there; build it first, or mend the path\n"), (exit, error));
    }
}
