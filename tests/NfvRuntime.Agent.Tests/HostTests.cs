using NfvRuntime.Guests.Protocol;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Agent.Tests;

public sealed class HostTests
{
    [Fact]
    public async Task When_the_host_goes_packets_go_on_and_the_next_host_finds_all_as_it_was()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        AgentClient first = await agent.AcceptAsync(lab.Host);
        await using (first)
        {
            await lab.RunAsync(first);
            await lab.PassAsync(1000);
            await Wait.For(first.AskAsync(new HoldRequest(1, TimeSpan.FromSeconds(2))));
            agent.StopListening();
        }

        await lab.PassAsync(3000, first: 1000);
        await using AgentClient next = await agent.AcceptAsync(lab.Host);
        Assert.Equal(first.Agent.Session, next.Agent.Session);
        Assert.True(next.Session.Generation > first.Session.Generation);
        ActualState state = await Wait.For(next.DescribeAsync());
        var desired = new DesiredState(
            [.. lab.Host.Devices.Select(device => new AttachRequest(device.Key, lab.Reference, device.Value.Configuration.ToBytes()))],
            [new DesiredSegment(new DeployRequest("s", Lab.Document), ["in", "out"])]);
        Assert.Empty(ResyncPlan.Compare(desired, state).Steps);
        await lab.PassAsync(1000, first: 4000);
        Assert.Contains("What runs goes on; waiting for a host", agent.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_comes_back_gets_what_a_port_was_attached_with_and_takes_the_pipe_over()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.RunAsync(client);
        await lab.PassAsync(100);
        Assert.Equal(ErrorCodes.NotFound, (await Assert.ThrowsAsync<AgentErrorException>(() => client.RecallAsync(new RecallRequest("none")))).Code);
        var (recalled, descriptors) = await Wait.For(client.RecallAsync(new RecallRequest("out")));
        Assert.Equal(lab.Reference, recalled.Region);
        Assert.Equal(lab.Host.Devices["out"].Descriptors.Count, descriptors.Count);
        Assert.Equal(DescriptorRole.Region, recalled.Descriptors[0].Role);
        using Region region = Region.TakeOver(descriptors[0]);
        using var pipe = new BackToBackPipe(
            region, PtnetConfiguration.Parse(recalled.Record.Span),
            [.. recalled.Descriptors.Zip(descriptors).Skip(1).Select(given => new PtnetDescriptor(
                given.First.Role == DescriptorRole.Kick ? PtnetDescriptorRole.Kick : PtnetDescriptorRole.Notify, (int?)given.First.Ring, given.Second))]);
        Assert.Equal(lab.Out.There[0].Ring.NumSlots, Assert.Single(pipe.There).Ring.NumSlots);
        pipe.There[0].ReceiverWake.Signal();
        Assert.True(SpinWait.SpinUntil(() => IsReadable(lab.Out.There[0].ReceiverWake), Wait.Limit), "the descriptor is the one that the guest has");
        await lab.PassAsync(100);
    }

    [Fact]
    public async Task An_agent_ends_when_no_host_comes_back()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess("--orphan-after", "3s");
        await using (AgentClient client = await agent.AcceptAsync(lab.Host))
        {
            await lab.RunAsync(client);
            await Task.Delay(3500);
            await lab.PassAsync(10); // with a host it stays
            agent.StopListening();
        }

        Assert.Equal(5, await agent.ExitAsync());
        Assert.Contains("(--orphan-after)", agent.Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, 2, false)]
    [InlineData(2, 3, false)]
    [InlineData(1, 2, true)]
    public async Task A_host_of_another_version_serves_the_agent_if_it_still_speaks_its_version(uint oldest, uint newest, bool serves)
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        if (serves)
        {
            await using AgentClient client = await agent.AcceptAsync(lab.Host, new ProtocolVersions(oldest, newest));
            Assert.Equal(1u, client.Session.Version);
            await lab.RunAsync(client);
            await lab.PassAsync(100);
        }
        else
        {
            var refused = await Assert.ThrowsAsync<AgentErrorException>(() => agent.AcceptAsync(lab.Host, new ProtocolVersions(oldest, newest)));
            Assert.Equal(ErrorCodes.Version, refused.Code);
            Assert.Equal(6, await agent.ExitAsync());
            Assert.Contains("the host cannot be served", agent.Said, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_drains_and_gives_everything_back(string signal)
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.RunAsync(client);
        await lab.PassAsync(100);
        Shell.Run($"kill -{signal} {agent.Process.Id}");
        Assert.Equal(0, await agent.ExitAsync());
        Assert.All(lab.Host.Devices.Values, device => Assert.False(device.IsCreated));
    }

    private static bool IsReadable(WakeEvent wake)
    {
        Span<byte> counter = stackalloc byte[8];
        return RandomAccess.Read(wake.Handle, counter, 0) == 8;
    }
}
