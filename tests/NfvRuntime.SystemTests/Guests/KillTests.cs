using System.Globalization;
using System.Text.Json;
using Xunit.Abstractions;

namespace NfvRuntime.SystemTests.Guests;

public sealed class KillTests(ITestOutputHelper output)
{
    /// <summary>All three guests have died by then: what grows later grows with each death.</summary>
    private const int Settled = 3;

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("NFV_GUEST_KILLS"), CultureInfo.InvariantCulture, out int kills) ? kills
        : Environment.GetEnvironmentVariable("CI") is null ? 9 : 100;

    [Fact]
    public async Task Guests_that_are_killed_in_mid_traffic_come_back_and_nothing_grows()
    {
        using GuestRun run = new();
        await run.Program.Address;
        int host = run.Program.ProcessId;
        (int Descriptors, int Mappings) before = default;
        for (int kill = 0; kill < Kills; kill++)
        {
            string victim = GuestRun.Names[kill % GuestRun.Names.Length];
            int life = 1 + (kill / GuestRun.Names.Length);
            int process = run.AwaitLife(victim, life);
            await run.AwaitTraffic(victim);
            ProcessTable.Kill(process);
            run.AwaitLife(victim, life + 1);
            Assert.False(ProcessTable.IsAgent(process));
            foreach (string guest in GuestRun.Names)
            {
                await run.AwaitTraffic(guest);
            }

            if (kill == Settled - 1)
            {
                before = (ProcessTable.Descriptors(host), ProcessTable.SharedMappings(host));
            }
        }

        Assert.InRange(ProcessTable.Descriptors(host), 0, before.Descriptors + 8); // the platform opens some of its own
        Assert.Equal(before.Mappings, ProcessTable.SharedMappings(host));
        Assert.Equal(GuestRun.Names.Length, ProcessTable.Children(host).Count);
        run.Program.Stop();
        JsonElement summary = await run.Program.Summary();

        Assert.True(summary.GetProperty("balances").GetBoolean(), summary.ToString());
        JsonElement[] guests = [.. summary.GetProperty("guests").EnumerateArray()];
        Assert.Equal(Kills, guests.Sum(guest => guest.GetProperty("deaths").GetInt32()));
        foreach (JsonElement guest in guests)
        {
            output.WriteLine($"{guest.GetProperty("name")}: outage {Times(guest, "outage")}, pause {Times(guest, "pause")}");
        }

        output.WriteLine($"lost {summary.GetProperty("lost")} of {summary.GetProperty("received")}, {summary.GetProperty("dropped")}");
        Assert.DoesNotContain(run.Lives.SelectMany(lives => lives), ProcessTable.IsAgent);
    }

    private static string Times(JsonElement guest, string name) => guest.TryGetProperty(name, out JsonElement times)
        ? $"median {times.GetProperty("median_ms")} ms, maximum {times.GetProperty("max_ms")} ms of {times.GetProperty("count")}" : "none";

    [Fact]
    public async Task The_host_is_killed_and_the_next_one_takes_over()
    {
        int kills = int.TryParse(Environment.GetEnvironmentVariable("NFV_HOST_KILLS"), CultureInfo.InvariantCulture, out int asked) ? asked
            : Environment.GetEnvironmentVariable("CI") is null ? 2 : 20;
        using GuestRun run = new();
        for (int kill = 0; kill <= kills; kill++)
        {
            foreach (string guest in GuestRun.Names)
            {
                run.AwaitLife(guest, kill + 1);
            }

            await run.Program.AwaitAddress(kill + 1);
            await run.AwaitTraffic("monitor");
            await run.AwaitTraffic("recorder");
            if (kill < kills)
            {
                run.Program.Kill();
                run.Program.Again();
            }
        }

        // Nobody of this trust group was started anew: the pipe between them outlived all hosts.
        Assert.Single(run.Lives["filter"].Distinct());
        Assert.Single(run.Lives["monitor"].Distinct());
        run.Program.Stop();
        JsonElement summary = await run.Program.Summary();
        Assert.True(summary.GetProperty("balances").GetBoolean(), summary.ToString());
        Assert.DoesNotContain(run.Lives.SelectMany(lives => lives), ProcessTable.IsAgent);
    }
}
