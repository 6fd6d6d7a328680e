using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.Agent.Tests;

public sealed class DeployTests
{
    [Fact]
    public async Task What_is_wrong_with_a_request_is_said_and_leaves_nothing_behind()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);

        ErrorResponse missing = await RefusedAsync(client, new DeployRequest("s", Lab.Document));
        Assert.Equal((ErrorCodes.NotFound, "segment 's' names ports that are not attached: in, out"), (missing.Code, missing.Message));
        await lab.AttachAsync(client);
        ErrorResponse wrong = await RefusedAsync(client, new DeployRequest("s", Lab.Document.Replace("counter", "countr", StringComparison.Ordinal))
        {
            Options = new Dictionary<string, string> { ["base"] = "/chains", ["file"] = "edge.yaml" },
        });
        Assert.Equal(["/chains/edge.yaml:3:25: error NFV0204: unknown kind of stage 'countr'; did you mean 'counter'?"], wrong.Details);
        ErrorResponse unmakeable = await RefusedAsync(client, new DeployRequest("s", Lab.DocumentWith("{ kind: mirror, file: /proc/no/such.pcap }")));
        Assert.Equal(ErrorCodes.Failed, unmakeable.Code);
        Assert.Contains("/proc/no/such.pcap", Assert.Single(unmakeable.Details), StringComparison.Ordinal);
        ErrorResponse tooLarge = await RefusedAsync(client, new DeployRequest("s", Lab.Document + "\noptions: { bursts: 64 }"));
        Assert.Contains("asked for 64 buffers", Assert.Single(tooLarge.Details), StringComparison.Ordinal);
        ErrorResponse guests = await RefusedAsync(client, new DeployRequest("s", Lab.Document + "\nguests: { g: { kind: process, run: seen } }"));
        Assert.Equal(["s.yaml: guests cannot have guests"], guests.Details.Select(Path.GetFileName));
        Assert.Equal("options", (await RefusedAsync(client, Deploy("speed", "9"))).Field);
        Assert.Equal("option 'policy' is adaptive, busy, yield, interrupt or share, and not '1'", (await RefusedAsync(client, Deploy("policy", "1"))).Message);
        Assert.Equal("options", (await RefusedAsync(client, Deploy("base", "here"))).Field);
        Assert.Equal("options", (await RefusedAsync(client, Deploy("cpu", "0-1"))).Field);
        var parameters = new DeployRequest("s", Lab.Document) { Parameters = new Dictionary<string, string> { ["a"] = "b" } };
        Assert.Equal("parameters", (await RefusedAsync(client, parameters)).Field);
        Assert.Equal(ErrorCodes.NotFound, (await RefusedAsync(client, new StartRequest("s"))).Code);
        Assert.Equal(ErrorCodes.NotFound, (await RefusedAsync(client, new StopRequest("s", TimeSpan.Zero))).Code);

        await Wait.For(client.AskAsync(new DeployRequest("s", Lab.Document)));
        await Wait.For(client.AskAsync(new StartRequest("s")));
        await lab.PassAsync(100);
    }

    [Fact]
    public async Task Segments_and_ports_go_in_order()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.RunAsync(client);
        DeployResponse again = await Wait.For(client.AskAsync(new DeployRequest("s", Lab.Document)));
        Assert.Equal(new DeployRequest("s", Lab.Document).Digest(), again.Digest);
        Assert.Equal(ErrorCodes.Exists, (await RefusedAsync(client, new DeployRequest("s", Lab.Document + "\noptions: { burst: 32 }"))).Code);
        Assert.Equal("port 'in' is used by segment 's'", (await RefusedAsync(client, new DeployRequest("t", Lab.Document))).Message);
        Assert.Equal("segment 's' runs: stop it first", (await RefusedAsync(client, new RemoveRequest("s"))).Message);
        Assert.Equal("segment 's' uses port 'in': remove the segment first", (await RefusedAsync(client, new DetachRequest("in"))).Message);
        await Wait.For(client.AskAsync(new StopRequest("s", TimeSpan.FromSeconds(1))));
        await Wait.For(client.AskAsync(new RemoveRequest("s")));
        await Wait.For(client.AskAsync(new DetachRequest("in")));
        await Wait.For(client.AskAsync(new DetachRequest("out")));
        Assert.Equal(ErrorCodes.NotFound, (await RefusedAsync(client, new DetachRequest("out"))).Code);
        Assert.All(lab.Host.Devices.Values, device => Assert.False(device.IsCreated));
        Assert.Equal(0, agent.Mappings("memfd:nfv-region"));
    }

    [Fact]
    public async Task Ports_that_do_not_fit_are_refused_by_field()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        byte[] record = lab.Host.Devices["in"].Configuration.ToBytes();
        var memory = lab.Region.Handle!;
        AttachRequest good = new("in", lab.Reference, record) { Descriptors = [new(DescriptorRole.Region)] };
        Assert.Equal("descriptors", (await AttachRefusedAsync(good with { Descriptors = [] }, 0)).Field);
        Assert.Equal("descriptors", (await AttachRefusedAsync(good with { Descriptors = [new(DescriptorRole.Region), new(DescriptorRole.Region)] }, 2)).Field);
        Assert.Equal(ErrorCodes.Unsupported, (await AttachRefusedAsync(good with { Descriptors = [], Device = new("0000:00:04.0", 2, 0, 0) }, 0)).Code);
        Assert.Equal("record", (await AttachRefusedAsync(good with { Record = record.AsMemory(0, 100) }, 1)).Field);
        Assert.Equal("region", (await AttachRefusedAsync(good with { Region = lab.Reference with { Generation = 9 } }, 1)).Field);
        Assert.Contains("came without its kick", (await AttachRefusedAsync(good, 1)).Message, StringComparison.Ordinal);
        Assert.Equal(0, agent.Mappings("memfd:nfv-region"));

        async Task<ErrorResponse> AttachRefusedAsync(AttachRequest request, int descriptors) =>
            (await Assert.ThrowsAsync<AgentErrorException>(() => client.AttachAsync(request, [.. Enumerable.Repeat(memory, descriptors)]))).Error;
    }

    [Fact]
    public async Task Nothing_grows_when_ports_and_segments_come_and_go()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        int files = 0;
        for (int round = 0; round < 12; round++)
        {
            await lab.RunAsync(client);
            await lab.PassAsync(300);
            await Wait.For(client.AskAsync(new StopRequest("s", TimeSpan.FromSeconds(1))));
            await Wait.For(client.AskAsync(new RemoveRequest("s")));
            await Wait.For(client.AskAsync(new DetachRequest("in")));
            await Wait.For(client.AskAsync(new DetachRequest("out")));
            if (round == 1) files = agent.OpenFiles;
        }

        Assert.InRange(agent.OpenFiles, 1, files + 2);
        Assert.Equal(0, agent.Mappings("memfd:nfv-region"));
        CounterLayoutResponse layout = await Wait.For(client.AskAsync(new CounterLayoutRequest(0, 100)));
        Assert.Equal(0u, layout.Total);
    }

    internal static async Task<ErrorResponse> RefusedAsync<T>(AgentClient client, RequestOf<T> request)
        where T : Response => (await Assert.ThrowsAsync<AgentErrorException>(() => Wait.For(client.AskAsync(request)))).Error;

    private static DeployRequest Deploy(string option, string value) =>
        new("s", Lab.Document) { Options = new Dictionary<string, string> { [option] = value } };
}
