using NfvRuntime.Counters;
using NfvRuntime.Guests.Protocol;

namespace NfvRuntime.Agent.Tests;

public sealed class StateTests
{
    [Fact]
    public async Task What_a_stage_knows_goes_from_one_process_to_another_in_pieces()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.RunAsync(client);
        await lab.PassAsync(500);
        var state = new MemoryStream();
        ExportStateResponse piece = await Wait.For(client.AskAsync(new ExportStateRequest("s", "seen", 0, 0, 100)));
        Assert.Equal("nfv.counter/1", piece.Format);
        for (; ; piece = await Wait.For(client.AskAsync(new ExportStateRequest("s", "seen", piece.Snapshot, (ulong)state.Length, 100))))
        {
            state.Write(piece.Data.Span);
            if ((ulong)state.Length == piece.Total) break;
        }

        Assert.Equal(ErrorCodes.NotFound, (await DeployTests.RefusedAsync(client, new ExportStateRequest("s", "seen", piece.Snapshot, 0, 100))).Code);

        using var other = new Lab();
        await using var successor = new AgentProcess();
        await using AgentClient next = await successor.AcceptAsync(other.Host);
        await other.AttachAsync(next);
        await Wait.For(next.AskAsync(new DeployRequest("s", Lab.Document)));
        byte[] bytes = state.ToArray();
        ImportStateRequest Piece(int offset, int length) =>
            new("s", "seen", piece.Format, piece.Total, (ulong)offset, bytes.AsMemory(offset, length));
        Assert.Equal("offset", (await DeployTests.RefusedAsync(next, Piece(7, 10))).Field);
        Assert.Equal(60ul, (await Wait.For(next.AskAsync(Piece(0, 60)))).Received);
        Assert.Equal(piece.Total, (await Wait.For(next.AskAsync(Piece(60, bytes.Length - 60)))).Received);
        await Wait.For(next.AskAsync(new StartRequest("s")));
        Assert.Equal(ErrorCodes.Failed, (await DeployTests.RefusedAsync(next, Piece(0, 60))).Code);
        await other.PassAsync(8);
        CounterLayoutResponse layout = await Wait.For(next.AskAsync(new CounterLayoutRequest(0, 100_000)));
        CounterSnapshot values = (await Wait.For(next.AskAsync(new CounterReadRequest(layout.Revision, 0, 100_000)))).Snapshot;
        ulong Of(string metric) => values.Values[layout.Columns.ToList().FindIndex(column => column.Name == metric)];
        Assert.Equal((8ul, 8ul), (Of(Catalogue.CounterFlows.Name), Of(Catalogue.StageReceived.Name)));
        Assert.Equal(508ul * (ulong)Frames.Numbered(0).Length, Of(Catalogue.CounterBytes.Name));
    }

    [Fact]
    public async Task State_that_is_none_changes_nothing()
    {
        using var lab = new Lab();
        await using var agent = new AgentProcess();
        await using AgentClient client = await agent.AcceptAsync(lab.Host);
        await lab.AttachAsync(client);
        string document = Lab.DocumentWith("{ kind: counter }, fw: { kind: firewall, default: allow }").Replace("seen ->", "seen -> fw ->", StringComparison.Ordinal);
        await Wait.For(client.AskAsync(new DeployRequest("s", document)));
        Assert.Equal(ErrorCodes.NotFound, (await DeployTests.RefusedAsync(client, new ExportStateRequest("s", "none", 0, 0, 10))).Code);
        Assert.Equal(ErrorCodes.Unsupported, (await DeployTests.RefusedAsync(client, new ExportStateRequest("s", "fw", 0, 0, 10))).Code);
        Assert.Equal(ErrorCodes.Failed, (await DeployTests.RefusedAsync(client, new ImportStateRequest("s", "seen", "nfv.counter/2", 1, 0, new byte[1]))).Code);
        ErrorResponse cut = await DeployTests.RefusedAsync(client, new ImportStateRequest("s", "seen", "nfv.counter/1", 5, 0, new byte[5]));
        Assert.Equal(ErrorCodes.Failed, cut.Code);
        Assert.Contains("5 bytes", cut.Message, StringComparison.Ordinal);
        await Wait.For(client.AskAsync(new StartRequest("s")));
        await lab.PassAsync(10);
    }
}
