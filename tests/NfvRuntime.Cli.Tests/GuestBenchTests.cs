using System.Text.Json;

namespace NfvRuntime.Cli.Tests;

public sealed class GuestBenchTests
{
    [Theory]
    [InlineData("pipe", 3)]
    [InlineData("vale", 2)]
    public void Guests_are_flooded_woken_and_described_in_one_document(string link, int guests)
    {
        (int exit, string output, string error) = Nfv.Run(
            "bench", "guests", "--json", "--chain", $"{guests}", "--link", link, "--runs", "1", "--seconds", "0.1", "--settle", "0.2");

        Assert.True(exit == 0, error);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement;
        Assert.Equal(("guests", link, "process"), (Text("bench"), Text("link"), Text("kind")));
        Assert.Equal((guests, guests), (root.GetProperty("chain").GetInt32(), root.GetProperty("hops").GetInt32()));
        Assert.Equal(link == "pipe" ? 3 : 4, root.GetProperty("islands").GetInt32());
        foreach (string key in (string[])["wake_round_trip_ns", "bare_round_trip_ns", "wake_ratio"])
        {
            Assert.True(root.GetProperty(key).GetDouble() > 0, $"{key}: {output}");
        }

        foreach (string key in (string[])["median_mpps", "reference_mpps", "ratio", "kicks_per_packet", "cpu_ns_per_packet_hop", "idle_cpu"])
        {
            Assert.True(root.GetProperty(key).GetDouble() >= 0, $"{key}: {output}");
        }

        foreach (string key in (string[])["latency_at_10_percent", "latency_at_90_percent"])
        {
            JsonElement latency = root.GetProperty(key);
            double[] quantiles = [.. ((string[])["p50_ns", "p99_ns", "p999_ns"]).Select(name => latency.GetProperty(name).GetDouble())];
            Assert.Equal(quantiles.Order(), quantiles);
        }

        string Text(string key) => root.GetProperty(key).GetString()!;
    }

    [Theory]
    [InlineData("--chain", "1")]
    [InlineData("--link", "wire")]
    [InlineData("--kind", "qemu")]
    [InlineData("--seconds", "3")]
    [InlineData("--settle", "-1")]
    public void Options_out_of_range_are_refused_by_name(string option, string value)
    {
        (int exit, _, string error) = Nfv.Run("bench", "guests", option, value);

        Assert.Equal(1, exit);
        Assert.Contains(option == "--link" || option == "--kind" ? value : option, error, StringComparison.Ordinal);
    }
}
