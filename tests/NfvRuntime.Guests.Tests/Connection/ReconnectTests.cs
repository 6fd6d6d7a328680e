using System.Collections.Concurrent;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Tests.Connection;

public sealed class ReconnectTests
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"nfv-{Guid.NewGuid():N}.sock");

    [Fact]
    public async Task An_agent_outlives_its_hosts_and_the_next_one_finds_what_runs()
    {
        var agent = new FakeAgent();
        var lost = new ConcurrentQueue<Exception>();
        AgentIdentity identity = Session.AgentIdentity();
        var runner = new AgentRunner(async stop => await UnixTransport.ConnectAsync(_path, stop), identity, agent, Session.Patient)
        {
            Lost = lost.Enqueue,
        };
        using var stop = new CancellationTokenSource();
        Task running = runner.RunAsync(stop.Token);
        await Wait.Until(() => !lost.IsEmpty); // no host yet
        var region = new RegionReference(1, 1, 4096);
        var desired = new DesiredState(
            [new("lan", region, new byte[4]) { Device = new("d", 2, 0, 0) }], [new(new DeployRequest("edge", "doc"), ["lan"])]);

        Guid session = default;
        for (ulong generation = 1; generation <= 3; generation++)
        {
            using var listener = new UnixListener(_path, PeerPolicy.SameUser);
            AgentClient client = await Wait.For(
                AgentClient.AcceptAsync(await Wait.For(listener.AcceptAsync().AsTask()), Session.HostIdentity, new FakeHost(), Session.Patient));
            await using (client)
            {
                Assert.Equal(generation, client.Session.Generation);
                if (generation > 1) Assert.Equal(session, client.Agent.Session);
                session = client.Agent.Session;
                ResyncPlan plan = ResyncPlan.Compare(desired, await client.DescribeAsync());
                Assert.Equal(generation == 1 ? 3 : 0, plan.Steps.Count);
                foreach (ResyncStep step in plan.Steps)
                {
                    _ = step.Action switch
                    {
                        ResyncAction.Attach => (MessageBody)await client.AttachAsync(desired.Ports[0], []),
                        ResyncAction.Deploy => await client.AskAsync(desired.Segments[0].Deploy),
                        _ => await client.AskAsync(new StartRequest(step.Name)),
                    };
                }

                await Wait.Until(() => runner.Post(new LogEvent(DateTime.UnixEpoch, LogLevel.Info, "x", "here")));
            }

            await Wait.Until(() => lost.OfType<ConnectionLostException>().Count() >= (int)generation);
        }

        Assert.Equal(["attach lan", "deploy edge", "start edge"], agent.Log);
        Assert.False(runner.Post(new LogEvent(DateTime.UnixEpoch, LogLevel.Info, "x", "nobody")));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Wait.For(running));
    }

    [Fact]
    public async Task What_an_older_host_still_asks_is_not_carried_out()
    {
        AgentIdentity identity = Session.AgentIdentity();
        var agent = new FakeAgent();
        await using Session old = await Session.Start(identity: identity, fake: agent);
        await using Session next = await Session.Start(identity: identity, fake: agent);
        Assert.Equal((1ul, 2ul), (old.Client.Session.Generation, next.Client.Session.Generation));
        var error = await Assert.ThrowsAsync<AgentErrorException>(() => old.Client.AskAsync(new RemoveRequest("edge")));
        Assert.Equal(ErrorCodes.StaleGeneration, error.Code);
        await next.Client.AskAsync(new StartRequest("edge"));
        Assert.Equal(["start edge"], agent.Log);
    }

    [Fact]
    public async Task An_agent_whose_version_the_host_does_not_speak_gives_up()
    {
        using var listener = new UnixListener(_path, PeerPolicy.SameUser);
        var runner = new AgentRunner(
            async stop => await UnixTransport.ConnectAsync(_path, stop),
            Session.AgentIdentity(),
            new FakeAgent(),
            Session.Patient with { Versions = new(2, 2) });
        Task running = runner.RunAsync(default);
        UnixTransport transport = await Wait.For(listener.AcceptAsync().AsTask());
        await Assert.ThrowsAsync<AgentErrorException>(() => AgentClient.AcceptAsync(transport, Session.HostIdentity, new FakeHost(), Session.Patient));
        Assert.Equal(ErrorCodes.Version, (await Assert.ThrowsAsync<AgentErrorException>(() => Wait.For(running))).Code);
    }
}
