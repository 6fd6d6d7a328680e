using System.Diagnostics;
using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Tests.Protocol;

namespace NfvRuntime.Guests.Tests.Connection;

public sealed class SessionTests
{
    private static readonly RegionReference Region = new(1, 1, 4096);
    private readonly string _name = $"s{Guid.NewGuid():N}";

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task A_host_leads_an_agent_through_its_life(bool descriptors)
    {
        await using Session session = await Session.Start(descriptors: descriptors);
        AgentClient client = session.Client;
        Assert.Equal(("g1", "agent/1"), (client.Agent.Guest, client.Agent.Agent));
        Assert.Equal((1u, 1ul), (client.Session.Version, client.Session.Generation));
        Assert.Equal([Capabilities.State], session.Server.Host.Capabilities);

        await client.AttachAsync(new AttachRequest("lan", Region, new byte[] { 1, 2 }) { Device = new("0000:00:04.0", 2, 1 << 20, 8) }, []);
        DeployResponse deployed = await client.AskAsync(new DeployRequest("edge", "chain: edge"));
        Assert.Equal(new DeployRequest("edge", "chain: edge").Digest(), deployed.Digest);
        await client.AskAsync(new StartRequest("edge"));
        ActualState state = await client.DescribeAsync();
        Assert.Equal((new ActualPort("lan", Region), SegmentPhase.Running), (state.Ports.Single(), state.Segments.Single().Phase));
        Assert.Equal(new StopResponse(1, 2), await client.AskAsync(new StopRequest("edge", TimeSpan.FromSeconds(1))));
        await client.AskAsync(new RemoveRequest("edge"));
        await client.AskAsync(new DetachRequest("lan"));
        Assert.Equal(99ul, (await client.AskAsync(new CounterReadRequest(4, 0, 10))).Snapshot.Values.Single());
        Assert.Equal("shutdown", (await client.AskAsync(new ShutdownRequest(TimeSpan.Zero))).Of);
        Assert.Equal(["attach lan", "deploy edge", "start edge", "stop edge", "remove edge", "detach lan"], session.Agent.Log);
    }

    [Fact]
    public async Task Descriptors_reach_the_agent_and_none_stays_open()
    {
        await using Session session = await Session.Start();
        using (SafeFileHandle region = Descriptors.Memory(_name, "the region"))
        {
            var request = new AttachRequest("lan", Region, new byte[8])
            {
                Descriptors = [new(DescriptorRole.Region), new(DescriptorRole.Kick, 0), new(DescriptorRole.Notify, 0)],
            };
            await session.Client.AttachAsync(request, [region, region, region]);
            Assert.Equal(["attach lan", "the region"], session.Agent.Log);
            await Assert.ThrowsAsync<AgentErrorException>(() => session.Client.AttachAsync(request with { Port = "refused" }, [region, region, region]));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => session.Client.AttachAsync(request, [region]));
        }

        await Wait.Until(() => Descriptors.Count(_name) == 0);
    }

    [Fact]
    public async Task The_counter_table_comes_as_a_descriptor()
    {
        await using Session session = await Session.Start(fake: new FakeAgent { DescriptorName = _name });
        (CounterTableResponse response, SafeFileHandle table) = await session.Client.CounterTableAsync();
        Assert.Equal((7ul, "counters"), (response.Size, Descriptors.Read(table)));
        await Wait.Until(() => Descriptors.Count(_name) == 1);
        table.Dispose();
        await Wait.Until(() => Descriptors.Count(_name) == 0);
        await Assert.ThrowsAsync<ArgumentException>(() => session.Client.AskAsync(new CounterTableRequest()));
    }

    [Fact]
    public async Task A_port_is_recalled_with_its_descriptors()
    {
        await using Session session = await Session.Start(fake: new FakeAgent { DescriptorName = _name });
        Assert.Equal(ErrorCodes.NotFound, (await Assert.ThrowsAsync<AgentErrorException>(() => session.Client.RecallAsync(new RecallRequest("lan")))).Code);
        await session.Client.AttachAsync(new AttachRequest("lan", Region, new byte[8]), []);
        (RecallResponse response, IReadOnlyList<SafeFileHandle> descriptors) = await session.Client.RecallAsync(new RecallRequest("lan"));
        Assert.Equal(Region, response.Region);
        Assert.Equal("region", Descriptors.Read(Assert.Single(descriptors)));
        descriptors[0].Dispose();
        await Wait.Until(() => Descriptors.Count(_name) == 0);
        await Assert.ThrowsAsync<ArgumentException>(() => session.Client.AskAsync(new RecallRequest("lan")));
    }

    [Fact]
    public async Task A_guest_is_held_and_released()
    {
        await using Session session = await Session.Start();
        HoldResponse held = await session.Client.AskAsync(new HoldRequest(3, TimeSpan.FromMilliseconds(20)));
        Assert.Equal([8], held.Bitmap.ToArray());
        await session.Client.AskAsync(new ReleaseRequest(3));
        Assert.Equal(["hold 3 for 20", "release 3"], session.Agent.Log);
        var tooLong = new HoldRequest(3, TimeSpan.FromMilliseconds(HoldRequest.GreatestMilliseconds + 1));
        Assert.Equal(ErrorCodes.BadField, (await Assert.ThrowsAsync<AgentErrorException>(() => session.Client.AskAsync(tooLong))).Code);
    }

    [Fact]
    public async Task Descriptors_do_not_go_over_a_plain_stream()
    {
        await using Session session = await Session.Start(descriptors: false, fake: new FakeAgent { DescriptorName = _name });
        using (SafeFileHandle region = Descriptors.Memory(_name, "x"))
        {
            var request = new AttachRequest("lan", Region, new byte[8]) { Descriptors = [new(DescriptorRole.Region)] };
            var error = await Assert.ThrowsAsync<ProtocolException>(() => session.Client.AttachAsync(request, [region]));
            Assert.Equal(ErrorCodes.Descriptors, error.Code);
        }

        Assert.Equal(ErrorCodes.Descriptors, (await Assert.ThrowsAsync<AgentErrorException>(() => session.Client.CounterTableAsync())).Code);
        await Wait.Until(() => Descriptors.Count(_name) == 0);
        await session.Client.DescribeAsync();
    }

    [Fact]
    public async Task State_goes_over_in_pieces()
    {
        await using Session session = await Session.Start();
        using var exported = new MemoryStream();
        ulong snapshot = 0;
        ExportStateResponse piece;
        do
        {
            piece = await session.Client.AskAsync(new ExportStateRequest("edge", "nat", snapshot, (ulong)exported.Length, 1_000_000));
            snapshot = piece.Snapshot;
            exported.Write(piece.Data.Span);
        }
        while ((ulong)exported.Length < piece.Total);
        Assert.Equal(session.Agent.State, exported.ToArray());

        for (int offset = 0; offset < 3_000_000; offset += 500_000)
        {
            var import = new ImportStateRequest("edge", "nat", piece.Format, piece.Total, (ulong)offset, exported.ToArray().AsMemory(offset, 500_000));
            Assert.Equal((ulong)offset + 500_000, (await session.Client.AskAsync(import)).Received);
        }

        Assert.Equal(session.Agent.State, session.Agent.Imported.ToArray());
    }

    [Fact]
    public async Task An_answer_that_is_too_large_becomes_an_error_and_the_connection_stays()
    {
        await using Session session = await Session.Start();
        var error = await Assert.ThrowsAsync<AgentErrorException>(
            () => session.Client.AskAsync(new ExportStateRequest("edge", "nat", 0, 0, 3_000_000)));
        Assert.Equal(ErrorCodes.TooLarge, error.Code);
        await session.Client.DescribeAsync();
    }

    [Fact]
    public async Task What_an_agent_refuses_comes_back_with_all_it_says()
    {
        await using Session session = await Session.Start();
        var wrong = await Assert.ThrowsAsync<AgentErrorException>(() => session.Client.AskAsync(new DeployRequest("edge", "bad")));
        Assert.Equal("the document is wrong (failed)", wrong.Message);
        Assert.Equal(["edge.yaml:3:5: no such stage"], wrong.Error.Details);
        var boom = await Assert.ThrowsAsync<AgentErrorException>(() => session.Client.AskAsync(new StartRequest("explodes")));
        Assert.Equal((ErrorCodes.Failed, "boom ?"), (boom.Code, boom.Error.Message));
        var field = await Assert.ThrowsAsync<AgentErrorException>(() => session.Client.AskAsync(new StartRequest("")));
        Assert.Equal((ErrorCodes.BadField, "segment"), (field.Code, field.Error.Field));
        await Assert.ThrowsAsync<AgentErrorException>(() => session.Client.AskAsync(new PortControlRequest("lan", "create")));
        await Assert.ThrowsAsync<AgentErrorException>(
            () => session.Client.AskAsync(new HelloRequest(ProtocolVersions.Current, "a", "g", Guid.Empty, 0)));
        await session.Client.DescribeAsync();
    }

    [Fact]
    public async Task An_agent_works_its_ports_control_register()
    {
        await using Session session = await Session.Start();
        Assert.Equal(new PortControlResponse(0, 12), await session.Server.ControlPortAsync(new("lan", "create", 12)));
        Assert.Equal(new PortControlResponse(22, 0), await session.Server.ControlPortAsync(new("lan", "ring-reset", Ring: 3)));
    }

    [Fact]
    public async Task Requests_are_carried_out_in_order_and_heartbeats_pass_them()
    {
        var fake = new FakeAgent { Hold = new TaskCompletionSource() };
        await using Session session = await Session.Start(fake: fake);
        Task<Done>[] starts = [.. Enumerable.Range(0, 20).Select(i => session.Client.AskAsync(new StartRequest($"{i}")))];
        await Wait.Until(() => !fake.Log.IsEmpty);
        HeartbeatResponse beat;
        do
        {
            beat = await Wait.For(session.Client.AskAsync(new HeartbeatRequest(5)));
        }
        while (beat.Waiting < 19);
        Assert.Equal(new HeartbeatResponse(5, 19), beat);
        fake.Hold.SetResult();
        await Wait.For(Task.WhenAll(starts));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"start {i}"), fake.Log);
    }

    [Fact]
    public async Task More_requests_than_the_window_wait_on_this_side()
    {
        var fake = new FakeAgent { Hold = new TaskCompletionSource() };
        await using Session session = await Session.Start(agent: Session.Patient with { Window = 3 }, fake: fake);
        Task<Done>[] starts = [.. Enumerable.Range(0, 200).Select(i => session.Client.AskAsync(new StartRequest($"{i}")))];
        await Wait.Until(() => !fake.Log.IsEmpty);
        HeartbeatResponse beat = await Wait.For(session.Client.AskAsync(new HeartbeatRequest(1)));
        Assert.InRange(beat.Waiting, 0u, 2u);
        fake.Hold.SetResult();
        await Wait.For(Task.WhenAll(starts));
        Assert.Equal(200, fake.Log.Count);
    }

    [Fact]
    public async Task Who_gives_up_waiting_keeps_his_place_in_the_window_until_the_answer()
    {
        var fake = new FakeAgent { Hold = new TaskCompletionSource() };
        await using Session session = await Session.Start(agent: Session.Patient with { Window = 1 }, fake: fake);
        using var stop = new CancellationTokenSource();
        Task<Done> first = session.Client.AskAsync(new StartRequest("first"), stop.Token);
        await Wait.Until(() => !fake.Log.IsEmpty);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Task<ActualState> second = session.Client.DescribeAsync();
        await Wait.For(session.Client.AskAsync(new HeartbeatRequest(1)));
        Assert.False(second.IsCompleted);
        fake.Hold.SetResult();
        await Wait.For(second);
    }

    [Fact]
    public async Task The_trace_of_who_asks_reaches_who_answers()
    {
        await using Session session = await Session.Start();
        using Activity activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        await session.Client.AskAsync(new StartRequest("edge"));
        ActivityContext trace = session.Agent.LastContext!.Trace!.Value;
        Assert.Equal((activity.TraceId, activity.SpanId), (trace.TraceId, trace.SpanId));
    }

    [Fact]
    public async Task An_answer_has_the_trace_of_its_request_and_not_that_of_who_made_the_connection()
    {
        using Activity maker = new Activity("maker").SetIdFormat(ActivityIdFormat.W3C).Start();
        var (peer, server, _) = await RawPeer.AsHost();
        await using (peer)
        await using (server)
        {
            var trace = ActivityContext.Parse("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", null);
            foreach (Request request in new Request[] { new DescribeRequest(), new StartRequest("explodes"), new StartRequest(""), new HeartbeatRequest(1) })
            {
                await peer.Send(Frames.Frame(request, id: 1, trace));
                Assert.Equal(1ul, (await peer.Receive())!.Value.Id);
                Assert.Equal((trace.TraceId, trace.SpanId), (peer.LastTrace!.Value.TraceId, peer.LastTrace.Value.SpanId));
                await peer.Send(Frames.Frame(request, id: 2));
                await peer.Receive();
                Assert.Null(peer.LastTrace);
            }
        }
    }

    [Fact]
    public async Task Events_arrive_in_order()
    {
        await using Session session = await Session.Start();
        for (uint i = 0; i < 100; i++)
        {
            Assert.True(session.Server.Post(new PortFaultEvent("lan", i, 1, "head beyond the ring")));
            Assert.True(session.Server.Post(new LogEvent(DateTime.UnixEpoch, LogLevel.Info, "x", $"{i}")));
        }

        await Wait.Until(() => session.Host.Events.Count == 200);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (uint)i), session.Host.Events.OfType<PortFaultEvent>().Select(fault => fault.Ring));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), session.Host.Events.OfType<LogEvent>().Select(log => log.Text));
    }

    [Fact]
    public async Task A_host_that_reads_slowly_loses_logs_and_is_told_and_loses_nothing_else()
    {
        await using Session session = await Session.Start();
        using var go = new ManualResetEventSlim();
        session.Host.Told = _ => go.Wait(Wait.Limit);
        ulong kept = 0;
        for (int i = 0; i < 20_000; i++)
        {
            session.Server.Post(new LogEvent(DateTime.UnixEpoch, LogLevel.Info, "x", $"{i} {new string('x', 500)}"));
            if (i % 1000 == 0) Assert.True(session.Server.Post(new SegmentEvent("edge", SegmentPhase.Running, null, $"{i}", kept++)));
        }

        go.Set();
        ulong Dropped() =>
            session.Host.Events.OfType<DroppedEvent>().Aggregate(0ul, (sum, dropped) => sum + dropped.Counts.GetValueOrDefault("log"));
        await Wait.Until(() => (ulong)session.Host.Events.OfType<LogEvent>().Count() + Dropped() == 20_000);
        Assert.NotEqual(0ul, Dropped());
        Assert.StartsWith("19999 ", session.Host.Events.OfType<LogEvent>().Last().Text, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => (ulong)i), session.Host.Events.OfType<SegmentEvent>().Select(grave => grave.Lost));
    }

    [Fact]
    public async Task A_host_that_reads_nothing_ends_the_connection_once_grave_events_pile_up()
    {
        await using Session session = await Session.Start(agent: Session.Patient with { Queue = new QueueLimits(GraveEvents: 10) });
        using var go = new ManualResetEventSlim();
        session.Host.Told = _ => go.Wait(Wait.Limit);
        string text = new('x', 100_000);
        await Wait.Until(() => !session.Server.Post(new SegmentEvent("edge", SegmentPhase.Running, null, text, 0)));
        Assert.Equal(ConnectionEnd.Backlog, (await Wait.For(session.Server.Completion)).End);
        go.Set();
    }

    [Fact]
    public async Task The_end_fails_what_waits_and_what_comes_after()
    {
        var fake = new FakeAgent { Hold = new TaskCompletionSource() };
        await using Session session = await Session.Start(agent: Session.Patient with { Window = 1 }, fake: fake);
        Task<Done> started = session.Client.AskAsync(new StartRequest("edge"));
        Task<Done> waiting = session.Client.AskAsync(new StartRequest("next"));
        await session.Server.DisposeAsync();
        Assert.Equal(ConnectionEnd.PeerClosed, (await Assert.ThrowsAsync<ConnectionLostException>(() => Wait.For(started))).End);
        Assert.Equal(ConnectionEnd.PeerClosed, (await Assert.ThrowsAsync<ConnectionLostException>(() => Wait.For(waiting))).End);
        await Assert.ThrowsAsync<ConnectionLostException>(() => Wait.For(session.Client.DescribeAsync()));
        Assert.Equal(ConnectionEnd.Closed, (await Wait.For(session.Server.Completion)).End);
        Assert.False(session.Server.Post(new PortFaultEvent("lan", 0, 1, "late")));
    }

    [Fact]
    public async Task A_silent_host_is_taken_for_dead()
    {
        AgentOptions impatient = Session.Patient with { Heartbeat = TimeSpan.FromMilliseconds(30) };
        await using Session session = await Session.Start(host: impatient, agent: Session.Patient);
        ConnectionLostException? host = null;
        for (int i = 0; i < 20; i++)
        {
            await Wait.For(session.Client.DescribeAsync()); // heartbeats keep an idle connection up meanwhile
            await Task.Delay(10);
        }

        using var go = new ManualResetEventSlim();
        session.Host.Told = _ => go.Wait(Wait.Limit); // the host reads nothing, so it hears nothing
        session.Server.Post(new PortFaultEvent("lan", 0, 1, "x"));
        host = await Wait.For(session.Client.Completion);
        Assert.Equal(ConnectionEnd.Silent, host.End);
        go.Set();
    }
}
