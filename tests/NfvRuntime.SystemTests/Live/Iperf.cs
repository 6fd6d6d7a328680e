using System.Diagnostics;
using System.Text.Json;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>An iperf3 server in one namespace, and its clients in others.</summary>
internal sealed class Iperf : IDisposable
{
    private readonly Process _server;

    public Iperf(NetworkSpace space)
    {
        _server = space.Start("iperf3 -s --forceflush");
        string? line;
        do
        {
            line = _server.StandardOutput.ReadLine();
        }
        while (line is not null && !line.StartsWith("Server listening", StringComparison.Ordinal));
        Assert.NotNull(line);
        _ = _server.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Transfers by TCP, in both directions one after the other.</summary>
    /// <param name="client">Where the client runs.</param>
    /// <param name="address">The server's address.</param>
    /// <param name="size">How much, as iperf3 takes it: 20M.</param>
    public static void Both(NetworkSpace client, string address, string size)
    {
        Transfer(client, address, size, "");
        Transfer(client, address, size, " -R");
    }

    public static void Transfer(NetworkSpace client, string address, string size, string direction)
    {
        ToolResult result = client.Run($"iperf3 -c {address} -n {size} -J --connect-timeout 5000{direction}").Succeeded();
        JsonElement sum = JsonDocument.Parse(result.Output).RootElement.GetProperty("end").GetProperty("sum_received");
        Assert.True(sum.GetProperty("bytes").GetInt64() > 0, result.Output);
    }

    public void Dispose()
    {
        _server.Kill();
        _server.WaitForExit();
        _server.Dispose();
    }
}
