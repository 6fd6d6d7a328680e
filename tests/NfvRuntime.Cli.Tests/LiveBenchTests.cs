using System.Text.Json;

namespace NfvRuntime.Cli.Tests;

public sealed class LiveBenchTests
{
    [LiveFact("iperf3", "ping")]
    public void The_document_of_live_traffic_has_every_key_and_nothing_is_left_behind()
    {
        (int exit, string output, string error) = Nfv.Run("bench", "live", "--json", "--runs", "1", "--seconds", "1");

        Assert.True(exit == 0, error);
        using JsonDocument document = JsonDocument.Parse(output);
        JsonElement root = document.RootElement;
        Assert.Equal("live", root.GetProperty("bench").GetString());
        Assert.Equal(["bridge", "packet", "tap"], root.GetProperty("results").EnumerateArray().Select(one => one.GetProperty("target").GetString()));
        foreach (JsonElement one in root.GetProperty("results").EnumerateArray())
        {
            foreach (string figure in (string[])["tcp_gbps", "small_mpps"])
            {
                double[] values = [.. ((string[])["min", "median", "max"]).Select(key => one.GetProperty(figure).GetProperty(key).GetDouble())];
                Assert.Equal(values.Order(), values);
            }

            Assert.True(one.GetProperty("tcp_gbps").GetProperty("median").GetDouble() > 0, output);
            Assert.True(one.GetProperty("tcp_ratio").GetDouble() >= 0 && one.GetProperty("small_ratio").GetDouble() >= 0, output);
        }

        Assert.Equal((1, 1, 60), (root.GetProperty("runs").GetInt32(), root.GetProperty("seconds").GetInt32(), root.GetProperty("frame_bytes").GetInt32()));
        Assert.True(root.GetProperty("inconclusive").ValueKind is JsonValueKind.True or JsonValueKind.False);
        Assert.DoesNotContain(Shell.Run("ip netns list").Split('\n'), IsLeftBehind);
    }

    /// <summary>Others may be measuring, too.</summary>
    private static bool IsLeftBehind(string space) =>
        space.StartsWith("nfvbench-", StringComparison.Ordinal) && !Directory.Exists($"/proc/{space.Split('-')[1]}");
}
