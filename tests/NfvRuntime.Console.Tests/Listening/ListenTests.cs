using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using NfvRuntime.SystemTests.Support;
using NfvRuntime.WebConsole.Tests.Support;

namespace NfvRuntime.WebConsole.Tests.Listening;

public sealed class ListenTests
{
    private const string Branch = "nfv_path_packets_total{chain=\"watched\",path=\"no\"}";

    private static readonly string[] Shown =
    [
        "nfv_stage_dropped_total{chain=\"watched\",stage=\"fw\",reason=\"firewall-denied\"} 0\n",
        "nfv_ring_io_bytes_total{chain=\"watched\",port=\"in\"",
        "nfv_ring_batches_bucket{",
        "nfv_ring_occupancy{",
        "nfv_edge_occupancy{",
        "nfv_edge_packets_total{chain=\"watched\",path=\"no\",edge=\"fw[denied]->audit\"}",
        "nfv_stage_held{",
        "nfv_stage_blocked_seconds_total{",
        "nfv_island_busy_seconds_total{",
        "nfv_path_io_bytes_total{chain=\"watched\",path=\"main\"}",
        Branch,
        "nfv_path_io_bytes_total{chain=\"watched\",path=\"no\"}",
        "nfv_path_latency_seconds_bucket{chain=\"watched\",path=\"main\",le=\"0.000001\"}",
        "nfv_stage_latency_seconds_count{chain=\"watched\",stage=\"fw\"}",
        "nfv_stage_io_bytes_total{",
        "nfv_edge_io_bytes_total{",
        "nfv_edge_blocked_seconds_total{",
        "nfv_ring_blocked_seconds_total{",
        "nfv_ring_syncs_total{chain=\"watched\",port=\"in\",direction=\"receive\",ring=\"0\"}",
        "nfv_ring_kicks_sent_total{chain=\"watched\",",
        "nfv_ring_kicks_suppressed_total{chain=\"watched\",",
        "nfv_ring_resets_total{chain=\"watched\",",
        "nfv_port_dropped_total{chain=\"watched\",port=\"out\",direction=\"transmit\",ring=\"0\",reason=\"write-error\"}",
    ];

    private static readonly string[] Moved =
    [
        "nfv_island_turns_total{island=\"watched\"}",
        "nfv_path_packets_total{chain=\"watched\",path=\"main\"}",
        "nfv_region_free{chain=\"watched\",region=\"1\"}",
        "nfv_region_buffers{chain=\"watched\",region=\"1\"}",
    ];

    [Fact]
    public async Task A_running_chain_shows_its_figures_and_is_green()
    {
        using var nfv = new RunningNfv(WatchedChains.Endless, ["--listen", "127.0.0.1:0"]);

        string text = await Moving(nfv);

        Assert.All(Shown, name => Assert.Contains("\n" + name, text, StringComparison.Ordinal));
        foreach (string name in Moved)
        {
            string line = text.Split('\n').First(line => line.StartsWith(name, StringComparison.Ordinal));
            Assert.False(line.EndsWith(" 0", StringComparison.Ordinal), line);
        }

        HttpResponseMessage health = await nfv.Get("/healthz");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        Assert.Equal("""{"status":"green","chain":"watched","reasons":[]}""", await health.Content.ReadAsStringAsync());
        nfv.Stop();
        Assert.True((await nfv.Summary()).GetProperty("balances").GetBoolean());
    }

    [RequiresToolFact("promtool")]
    public async Task Promtool_has_no_complaint_about_a_running_chain()
    {
        using var nfv = new RunningNfv(WatchedChains.Endless, ["--listen", "127.0.0.1:0"]);
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["metrics"], await Moving(nfv));

        ToolResult result = Tool.Run("sh", "-c", $"promtool check metrics < {folder["metrics"]}").Succeeded();

        Assert.Equal("", result.Output + result.Errors);
    }

    [Fact]
    public async Task Only_what_there_is_can_be_read_and_nothing_can_be_written()
    {
        using var nfv = new RunningNfv(WatchedChains.Endless, ["--listen", "[::1]:0"]);

        Assert.Equal(HttpStatusCode.NotFound, (await nfv.Get("/other")).StatusCode);
        HttpResponseMessage posted = await nfv.Http.PostAsync(new Uri(await nfv.Address, "/metrics"), null);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, posted.StatusCode);
    }

    [Fact]
    public async Task A_port_with_a_problem_turns_health_red_and_is_named()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = await File.ReadAllBytesAsync(Repository.PathOf("chains", "first.pcap"));
        await File.WriteAllBytesAsync(folder["cut.pcap"], whole[..^7]);
        string chain = $"chain: cut\nports:\n  wire: {{ open: \"pcap:{folder["cut.pcap"]}\" }}\npaths:\n  p: wire -> drop\n";
        using var nfv = new RunningNfv(chain, ["--for", "60s", "--listen", "127.0.0.1:0"]);

        HttpResponseMessage health = await nfv.Get("/healthz");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, health.StatusCode);
        JsonElement document = JsonDocument.Parse(await health.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("red", document.GetProperty("status").GetString());
        Assert.StartsWith("port 'wire': ", document.GetProperty("reasons")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_that_others_can_reach_needs_a_second_word()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["chain.yaml"], WatchedChains.Endless);

        ToolResult result = Nfv.Run(folder.Path, "run", "chain.yaml", "--listen", "0.0.0.0:0");

        Assert.NotEqual(0, result.Status);
        Assert.Contains("add --listen-anywhere if that is meant", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_the_second_word_it_listens_there()
    {
        using var nfv = new RunningNfv(WatchedChains.Endless, ["--listen", "0.0.0.0:0", "--listen-anywhere"]);

        using var here = await nfv.Http.GetAsync($"http://127.0.0.1:{(await nfv.Address).Port}/healthz");

        Assert.Equal(HttpStatusCode.OK, here.StatusCode);
    }

    [Fact]
    public async Task An_address_in_use_ends_the_run_and_is_named()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        using var nfv = new RunningNfv(WatchedChains.Endless, ["--listen", $"127.0.0.1:{port}"]);

        (int status, string output, string errors) = await nfv.Ended();

        Assert.Equal((1, ""), (status, output));
        Assert.Contains($"error: cannot listen on 127.0.0.1 port {port}: ", errors, StringComparison.Ordinal);
    }

    /// <summary>The figures, once the counter at the chain's end has moved and the island has published.</summary>
    private static async Task<string> Moving(RunningNfv nfv)
    {
        while (true)
        {
            HttpResponseMessage response = await nfv.Get("/metrics");
            Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());
            string text = await response.Content.ReadAsStringAsync();
            if (text.Contains(Branch, StringComparison.Ordinal) && !text.Contains(Branch + " 0\n", StringComparison.Ordinal))
            {
                return text;
            }

            await Task.Delay(50);
        }
    }
}
