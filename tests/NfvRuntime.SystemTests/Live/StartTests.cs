using NfvRuntime.SystemTests.Support;

namespace NfvRuntime.SystemTests.Live;

/// <summary>What a user is told who starts a chain on interfaces that are not as they should be.</summary>
[Collection("live")]
public sealed class StartTests
{
    private static readonly string Live = Repository.PathOf("chains", "live.yaml");

    [LiveFact]
    public void Every_interface_that_is_missing_is_named_at_once()
    {
        using NetworkSpace space = new("alone");

        ToolResult result = Run(space, "");

        Assert.Equal(
            """
            error: port 'left': packet:nfv-left: there is no interface 'nfv-left'; there are lo
            error: port 'right': packet:nfv-right: there is no interface 'nfv-right'; there are lo

            """,
            result.Errors);
        Assert.Equal(("", 1), (result.Output, result.Status));
    }

    [LiveFact("setpriv")]
    public void A_missing_right_is_named_with_the_ways_to_get_it()
    {
        using NetworkSpace space = new("alone");
        space.Ip("link add nfv-left type veth peer name nfv-right");

        ToolResult result = Run(space, "setpriv --inh-caps=-all --bounding-set=-all --ambient-caps=-all ");

        Assert.StartsWith("error: port 'left': packet:nfv-left: packet sockets need the capability CAP_NET_RAW: run as root", result.Errors);
        Assert.Equal(1, result.Status);
    }

    [LiveFact]
    public void Interfaces_that_are_down_are_named_when_the_chain_starts_and_when_they_come_up()
    {
        using NetworkSpace space = new("alone");
        space.Ip("link add nfv-left type veth peer name nfv-right");
        using RunningNfv nfv = new(space, File.ReadAllText(Live), []);
        Until.True(() => nfv.Errors.Contains("warning: port 'right': nfv-right is down: ip link set nfv-right up\n"), () => nfv.Errors);

        space.Ip("link set nfv-left up");
        space.Ip("link set nfv-right up");

        Until.True(() => nfv.Errors.Contains("port 'left' is well again\n") && nfv.Errors.Contains("port 'right' is well again\n"), () => nfv.Errors);
    }

    [LiveFact("ping")]
    public void A_second_chain_on_the_same_interfaces_is_refused_and_the_first_goes_on()
    {
        using Joined joined = new JoinedByPackets().Start();

        ToolResult second = Run(joined.Middle, "");

        Assert.Contains(
            "port 'left': packet:nfv-left: a chain already receives from 'nfv-left', and both would get every packet: stop the other one",
            second.Errors, StringComparison.Ordinal);
        Assert.Equal(("", 1), (second.Output, second.Status));
        joined.Left.Run($"ping -c 2 -i 0.02 -W 10 {Joined.RightAddress}").Succeeded();
    }

    private static ToolResult Run(NetworkSpace space, string before) => space.Run($"{before}dotnet exec {Nfv.Program} run {Live}");
}
