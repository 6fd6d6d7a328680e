using System.Diagnostics;
using NfvRuntime.Counters;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Host;
using NfvRuntime.Netmap;

namespace NfvRuntime.Agent.Tests;

public sealed class TrafficTests
{
    [Fact]
    public async Task A_deployed_segment_passes_packets_and_counts_them_in_a_table_that_the_host_reads()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        Assert.StartsWith("nfv-agent 0.", client.Agent.Agent, StringComparison.Ordinal);
        Assert.Equal("g1", client.Agent.Guest);
        await lab.RunAsync(client);
        await lab.PassAsync(5000);

        (_, var handle) = await Wait.For(client.CounterTableAsync());
        using CounterTable table = CounterTable.OpenForReading(handle);
        await Wait.Until(() => Value(table, Catalogue.StageReceived.Name, "seen") == 5000);
        Assert.Equal(8ul, table.Read().Single(reading => reading.Metric.Name == Catalogue.CounterFlows.Name).Value);
        CounterReading[] kicks = [.. table.Read().Where(reading => reading.Metric.Name == Catalogue.RingKicksSent.Name)];
        Assert.Equal(["in", "out"], kicks.Select(reading => reading.Label(LabelKeys.Port)));
        ActualState state = await Wait.For(client.DescribeAsync());
        Assert.Equal([new ActualPort("in", lab.Reference, "s"), new("out", lab.Reference, "s")], state.Ports.OrderBy(port => port.Port));
        Assert.Equal(SegmentPhase.Running, Assert.Single(state.Segments).Phase);
    }

    [Fact]
    public async Task A_stopped_segment_takes_nothing_and_goes_on_where_it_was()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.RunAsync(client);
        await lab.PassAsync(1000);
        StopResponse stopped = await Wait.For(client.AskAsync(new StopRequest("s", TimeSpan.FromSeconds(5))));
        Assert.Equal((0ul, 0ul), (stopped.Held, stopped.Lost));
        lab.Sender.Sync();
        for (int i = 0; i < 10; i++) lab.Sender.Put(Frames.Numbered(i));
        lab.Sender.Sync();
        await Task.Delay(100);
        lab.Receiver.Sync();
        Assert.Equal(0u, lab.Receiver.Available);
        Assert.Equal(SegmentPhase.Deployed, (await Wait.For(client.DescribeAsync())).Segments[0].Phase);

        await Wait.For(client.AskAsync(new StartRequest("s")));
        await Wait.Until(() =>
        {
            lab.Receiver.Sync();
            return lab.Receiver.Available == 10;
        });
        CounterLayoutResponse layout = await Wait.For(client.AskAsync(new CounterLayoutRequest(0, 100_000)));
        int column = layout.Columns.ToList().FindIndex(c => c.Name == Catalogue.CounterFlows.Name);
        Assert.Equal(8ul, (await Wait.For(client.AskAsync(new CounterReadRequest(layout.Revision, (uint)column, 1)))).Snapshot.Values.Single());
    }

    [Fact]
    public async Task All_rings_of_a_port_are_driven()
    {
        using var lab = new Lab(rings: 3);
        await using var agent = new AgentProcess("--cpus", "0");
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.RunAsync(client);
        await lab.PassAsync(1000);
        foreach (BackToBackRing ring in lab.In.There.Concat(lab.Out.There)) ring.BeginReset();
        RingDriver[] ends =
        [
            lab.Sender, lab.Receiver,
            .. lab.In.There.Skip(1).Select(ring => ring.CreateSender()),
            .. lab.Out.There.Skip(1).Select(ring => ring.CreateReceiver()),
        ];
        await Wait.Until(() =>
        {
            foreach (RingDriver end in ends) Record.Exception(end.Sync);
            return lab.In.There.Concat(lab.Out.There).All(ring => !ring.IsFrozen && ring.Resets > 0);
        }, "A ring that nobody drives does not answer.");
        IEnumerable<string> said = Directory.GetDirectories($"/proc/{agent.Process.Id}/task").SelectMany(thread => File.ReadLines(Path.Combine(thread, "status")));
        string[] allowed = [.. said.Where(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Distinct()];
        Assert.Equal(["Cpus_allowed_list:	0"], allowed);
    }

    [Fact]
    public async Task An_untrusted_guest_passes_packets_between_ports_that_kloops_serve()
    {
        using Region region = Region.Create(RegionLayout.For(16, 32, Lab.Slots, 8192), RegionBacking.SealedMemory);
        using var host = new NetmapHost(region);
        var lab = new LabHost();
        var options = new PtnetOptions { ExtraBuffers = Lab.Lent, Untrusted = KickLimit.Default, Serve = kloop => new KloopThread(kloop) };
        var ports = new PortOptions { Slots = Lab.Slots };
        lab.Devices["in"] = new KloopPtnetDevice(host, host.Open("a{1", ports), options);
        lab.Devices["out"] = new KloopPtnetDevice(host, host.Open("b{1", ports), options);
        RingDriver sender = host.CallDriver(host.Open("a}1").Tx[0]), receiver = host.CallDriver(host.Open("b}1").Rx[0]);
        await using (var agent = new AgentProcess())
        {
            await using AgentClient client = await agent.AcceptAsync(lab);
            await Lab.AttachAsync(client, "in", lab.Devices["in"]);
            await Lab.AttachAsync(client, "out", lab.Devices["out"]);
            await Wait.For(client.AskAsync(new DeployRequest("s", Lab.Document)));
            await Wait.For(client.AskAsync(new StartRequest("s")));
            int sent = 0, seen = 0;
            await Wait.Until(() =>
            {
                sender.Sync();
                while (sent < 2000 && sender.Available > 0) sender.Put(Frames.Numbered(sent++));
                sender.Sync();
                receiver.Sync();
                while (receiver.Available > 0) Assert.Equal(seen++, Frames.NumberOf(receiver.Take()));
                receiver.Sync();
                return seen == 2000;
            });
            await Wait.For(client.AskAsync(new ShutdownRequest(TimeSpan.FromSeconds(2))));
            Assert.Equal(0, await agent.ExitAsync());
        }

        Assert.All(lab.Devices.Values, device => Assert.False(device.IsCreated));
        foreach (PtnetDevice device in lab.Devices.Values) device.Dispose();
    }

    [Fact]
    public async Task What_the_guest_asks_of_a_port_belongs_to_the_trace_of_the_request()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        using Activity activity = new Activity("attach").SetIdFormat(ActivityIdFormat.W3C).Start();
        await lab.AttachAsync(client, "in");
        Assert.Equal(["features", "header-length", "create"], lab.Host.Asked.Select(asked => asked.Operation));
        Assert.All(lab.Host.Asked, asked => Assert.Equal(activity.TraceId, asked.Trace?.TraceId));
    }

    [Fact]
    public async Task Logs_and_counters_come_as_subscribed()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await Wait.For(client.AskAsync(new SubscribeRequest(LogLevel.Info, TimeSpan.FromMilliseconds(20))));
        await lab.RunAsync(client, Lab.DocumentWith("{ kind: fault, every-packets: 100, times: 1 }"));
        lab.Sender.Sync();
        for (int i = 0; i < 200; i++) lab.Sender.Put(Frames.Numbered(i));
        lab.Sender.Sync();
        await Wait.Until(() => lab.Host.Events.OfType<LogEvent>().Any(entry => entry.Text.Contains("InjectedFault", StringComparison.Ordinal)));
        LogEvent log = lab.Host.Events.OfType<LogEvent>().First(entry => entry.Text.Contains("InjectedFault", StringComparison.Ordinal));
        Assert.Equal((LogLevel.Warning, "s/stage 'seen'"), (log.Level, log.Source));
        CounterLayoutResponse layout = await Wait.For(client.AskAsync(new CounterLayoutRequest(0, 100_000)));
        await Wait.Until(() => lab.Host.Events.OfType<CountersEvent>().Select(counters => counters.Snapshot)
            .Any(snapshot => snapshot.Revision == layout.Revision && snapshot.Values.Count == layout.Total));
        await Wait.For(client.AskAsync(new SubscribeRequest(null, TimeSpan.Zero)));
    }

    private static ulong Value(CounterTable table, string metric, string stage) => table.Read()
        .Where(reading => reading.Metric.Name == metric && reading.Label(LabelKeys.Stage) == stage)
        .Aggregate(0ul, (sum, reading) => sum + reading.Value);
}
