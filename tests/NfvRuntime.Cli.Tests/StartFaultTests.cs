using System.Text.Json;

namespace NfvRuntime.Cli.Tests;

/// <summary>A stage that cannot be made at the start, in a chain that says it can do without.</summary>
public sealed class StartFaultTests
{
    [Theory]
    [InlineData("drop", 0, 70)]
    [InlineData("bypass", 70, 0)]
    public void A_chain_starts_without_a_stage_of_an_extension_that_is_not_there(string instead, int sent, int dropped)
    {
        using var folder = new ChainFolder(
            $$"""
            chain: without
            extensions: acme/Acme.dll
            ports:
              in:  { open: "gen:", count: 70 }
              out: { open: "pcap:out.pcap" }
            stages:
              a: { kind: acme-a, colour: red, on-start-fault: {{instead}} }
            paths:
              main: in -> a -> out
            """);

        Assert.Contains("warning NFV0220: extension 'acme/Acme.dll' cannot be used", Run(folder, sent, dropped), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drop", 0, 70)]
    [InlineData("bypass", 70, 0)]
    public void A_chain_starts_without_a_stage_whose_making_throws(string instead, int sent, int dropped)
    {
        using var folder = new ChainFolder(
            $$"""
            chain: without
            ports:
              in:  { open: "gen:", count: 70 }
              out: { open: "pcap:out.pcap" }
            stages:
              a: { kind: mirror, file: x }
            paths:
              main: in -> a -> out
            options: { on-start-fault: {{instead}} }
            """);
        Directory.CreateDirectory(folder.PathOf("x")); // a folder in the file's place

        Assert.Contains("stage 'a'", Run(folder, sent, dropped), StringComparison.Ordinal);
    }

    private static string Run(ChainFolder folder, int sent, int dropped)
    {
        (int exit, string output, string error) = Nfv.Run("run", folder.Chain, "--json");
        Assert.True(exit == 1, error); // it ran, and it did not do all that it was asked to
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement;
        Assert.True(root.GetProperty("balances").GetBoolean(), output);
        Assert.Equal(sent, root.GetProperty("sent").GetInt32());
        Assert.Equal(dropped, root.GetProperty("dropped").TryGetProperty("out-of-service", out JsonElement lost) ? lost.GetInt32() : 0);
        Assert.Contains("out of service: it cannot be made", error, StringComparison.Ordinal);
        return error;
    }
}
