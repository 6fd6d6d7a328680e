using System.Diagnostics;

namespace NfvRuntime.Ports.Tests;

/// <summary>Two real network stacks talk, and the receiving one judges every checksum.</summary>
internal static class StackTalk
{
    public static void Check(string client, string server, string address)
    {
        Shell.Run($"ip netns exec {client} ping -c 2 -W 5 {address}");
        foreach (var direction in (string[])["", " -R"])
        {
            using var listener = Shell.Start($"ip netns exec {server} iperf3 -s -1");
            var (exit, output) = (1, "");
            for (var started = Stopwatch.StartNew(); exit != 0 && started.Elapsed < TimeSpan.FromSeconds(10) && !listener.HasExited;)
            {
                (exit, output) = Shell.Try($"ip netns exec {client} iperf3 -c {address} -n 20M{direction}");
            }

            if (!listener.HasExited)
            {
                listener.Kill(entireProcessTree: true);
            }

            Assert.True(exit == 0, output);
        }

        foreach (var space in (string[])[client, server])
        {
            Assert.Equal(["0", "0", "0"], ChecksumErrors(space));
        }
    }

    private static IEnumerable<string> ChecksumErrors(string space)
    {
        var lines = Shell.Run($"ip netns exec {space} cat /proc/net/snmp").Split('\n').Where(line => line.Length > 0).Chunk(2);
        foreach (var (names, values) in lines.Select(pair => (pair[0].Split(' '), pair[1].Split(' '))))
        {
            if (names[0] is "Tcp:" or "Udp:" or "Icmp:")
            {
                yield return values[Array.IndexOf(names, "InCsumErrors")];
            }
        }
    }
}
