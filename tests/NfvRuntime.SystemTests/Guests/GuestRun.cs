using System.Globalization;
using System.Text.RegularExpressions;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Guests;

/// <summary>A chain with three guests while it runs: two that share a region, and one with a region of its own.</summary>
internal sealed partial class GuestRun : IDisposable
{
    public static readonly string[] Names = ["filter", "monitor", "recorder"];

    private const string Chain = """
        chain: guarded
        ports:
          in: { open: "gen:", rate: 20k, flows: 64, ports: "5000-5003" }
          left: { open: "pcap:left.pcap" }
        stages:
          fw: { kind: firewall, default: drop, rules: [ { allow: udp, ports: [5000-5002] } ] }
          watch: { kind: counter }
          keep: { kind: mirror, file: denied.pcap }
        paths:
          main: in -> fw -> watch -> left
          denied: fw [denied] -> keep -> drop
        guests:
          filter: { kind: process, trust: inside, run: fw }
          monitor: { kind: process, trust: inside, run: watch, ports: left }
          recorder: { kind: process, run: keep }
        """;

    public GuestRun(params string[] arguments) => Program = new RunningNfv(Chain, ["--listen", "127.0.0.1:0", .. arguments]);

    public RunningNfv Program { get; }

    /// <summary>The processes of all guests that have run, each in the order of its lives.</summary>
    public ILookup<string, int> Lives => RunsLine().Matches(Program.Errors)
        .ToLookup(match => match.Groups["guest"].Value, match => int.Parse(match.Groups["process"].Value, CultureInfo.InvariantCulture));

    /// <summary>Waits until a guest has run so many times.</summary>
    public int AwaitLife(string guest, int life)
    {
        Until.True(() => Lives[guest].Count() >= life, () => $"guest {guest} has not run {life} times:\n{Program.Errors}");
        return Lives[guest].ElementAt(life - 1);
    }

    /// <summary>A counter of a guest, all series of it added up.</summary>
    public async Task<double> Metric(string name, string guest)
    {
        using HttpResponseMessage answer = await Program.Get("/metrics");
        string text = await answer.Content.ReadAsStringAsync();
        return text.Split('\n').Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && line.Contains($"guest=\"{guest}\"", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }

    /// <summary>Waits until a stage of a guest has received more than before.</summary>
    public async Task AwaitTraffic(string guest)
    {
        double before = await Metric("nfv_stage_received_total", guest);
        for (int look = 0; await Metric("nfv_stage_received_total", guest) <= before; look++)
        {
            Assert.True(look < 3000, $"nothing reaches guest {guest}:\n{Program.Errors}");
            await Task.Delay(10); // the pace at which to look
        }
    }

    public void Dispose()
    {
        Program.Dispose();
        foreach (int process in Lives.SelectMany(lives => lives))
        {
            ProcessTable.KillAgent(process); // of a test that failed
        }
    }

    [GeneratedRegex(@"guest (?<guest>\w+): runs (as|again after \d+ ms, as) process (?<process>\d+)")]
    private static partial Regex RunsLine();
}
