using System.Net;
using System.Net.Sockets;
using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.CustomStage;

public sealed class WalkThroughTests
{
    [RequiresToolFact("curl")]
    public void A_stranger_makes_tests_and_runs_a_stage_by_following_the_page()
    {
        using var reader = new Reader(FreePort());
        reader.Follow(Repository.PathOf("docs", "custom-stage.md"));

        // The page was followed at all: these are what its last steps leave behind.
        Assert.True(File.Exists(reader["Acme.Quota/bin/Release/net10.0/Acme.Quota.dll"]));
        Assert.Contains("received + 0 created", File.ReadAllText(reader["run.txt"]), StringComparison.Ordinal);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
