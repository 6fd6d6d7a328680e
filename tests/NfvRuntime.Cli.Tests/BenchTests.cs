using System.Text.Json;

namespace NfvRuntime.Cli.Tests;

public sealed class BenchTests
{
    [Theory]
    [InlineData("pipe")]
    [InlineData("vale")]
    [InlineData("chain")]
    [InlineData("telemetry", "--every", "0.02")]
    public void The_document_has_every_key_of_the_schema(string bench, params string[] more)
    {
        (int exit, string output, string error) = Nfv.Run(["bench", bench, "--json", "--runs", "1", "--seconds", "0.05", .. more]);

        Assert.True(exit == 0, error);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement;
        Assert.Equal(bench, root.GetProperty("bench").GetString());
        foreach (string key in (string[])["median_mpps", "min_mpps", "max_mpps", "reference_mpps", "ratio", "iqr_percent", "allocated_bytes_per_packet"])
        {
            Assert.Equal(JsonValueKind.Number, root.GetProperty(key).ValueKind);
        }

        Assert.True(root.GetProperty("inconclusive").ValueKind is JsonValueKind.True or JsonValueKind.False);
        Assert.Equal(60, root.GetProperty("frame_bytes").GetInt32());
        Assert.Equal(bench is "chain" or "telemetry" ? 64 : 256, root.GetProperty("burst").GetInt32());
        Assert.Equal(bench == "chain" ? 1 : 2, root.GetProperty("cpus").GetInt32());

        // On a machine so busy that the bare loop gets nowhere, the document has to say that nothing can be said.
        Assert.True(root.GetProperty("reference_mpps").GetDouble() > 0 || root.GetProperty("inconclusive").GetBoolean(), output);
    }

    [Fact]
    public void The_document_about_messages_has_every_key_of_its_schema()
    {
        (int exit, string output, string error) = Nfv.Run("bench", "actors", "--json", "--runs", "1");

        Assert.True(exit == 0, error);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement;
        foreach (string key in (string[])["same_island_ns", "cross_island_flood_ns", "ping_pong_spin_ns", "reference_ns", "ratio"])
        {
            Assert.True(root.GetProperty(key).GetDouble() > 0, output);
        }

        Assert.InRange(root.GetProperty("same_island_bytes").GetDouble(), 0, 0.01);
    }

    [Fact]
    public void A_watched_chain_was_scraped_and_its_figures_were_pushed()
    {
        (int exit, string output, string error) =
            Nfv.Run("bench", "telemetry", "--json", "--runs", "2", "--seconds", "1", "--every", "0.05", "--stages", "2");

        Assert.True(exit == 0, error);
        using JsonDocument document = JsonDocument.Parse(output);
        foreach (string key in (string[])["scrapes", "scrape_bytes", "pushes", "push_bytes", "every_seconds"])
        {
            Assert.True(document.RootElement.GetProperty(key).GetDouble() > 0, output);
        }
    }

    [Theory]
    [InlineData("--stages", "33")]
    [InlineData("--frame", "59")]
    [InlineData("--burst", "257")]
    [InlineData("--runs", "0")]
    [InlineData("--seconds", "0")]
    public void Options_out_of_range_are_refused_by_name(string option, string value)
    {
        (int exit, _, string error) = Nfv.Run("bench", "chain", option, value);

        Assert.Equal(1, exit);
        Assert.Contains(option, error, StringComparison.Ordinal);
    }
}
