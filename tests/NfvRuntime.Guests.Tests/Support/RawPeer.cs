using System.Diagnostics;
using System.Runtime.InteropServices;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Protocol.Envelope;
using NfvRuntime.Guests.Protocol.Framing;
using NfvRuntime.Guests.Tests.Protocol;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Tests;

/// <summary>The other side of a connection as a test wants it: it sends whatever bytes it is given.</summary>
internal sealed class RawPeer(AgentTransport transport) : IAsyncDisposable
{
    private readonly FrameChannel _channel = new(transport) { Limits = FrameLimits.Session };

    /// <summary>The trace of the message received last.</summary>
    public ActivityContext? LastTrace { get; private set; }

    public static HelloRequest Hello { get; } = new(ProtocolVersions.Current, "raw/1", "g1", Guid.NewGuid(), 0);

    /// <summary>A raw agent, and the host that took it.</summary>
    public static async Task<(RawPeer Peer, AgentClient Client, FakeHost Host)> AsAgent(HelloRequest? hello = null)
    {
        (UnixTransport one, UnixTransport other) = UnixTransport.CreatePair();
        var peer = new RawPeer(other);
        var host = new FakeHost();
        Task<AgentClient> accepting = AgentClient.AcceptAsync(one, Session.HostIdentity, host, Session.Patient);
        await peer.Send(Frames.Frame(hello ?? Hello, id: 1, opens: true));
        await peer.Receive();
        return (peer, await Wait.For(accepting), host);
    }

    /// <summary>A raw host, and the agent that took it.</summary>
    public static async Task<(RawPeer Peer, AgentServer Server, FakeAgent Agent)> AsHost(int window = 64)
    {
        (UnixTransport one, UnixTransport other) = UnixTransport.CreatePair();
        var peer = new RawPeer(one);
        var agent = new FakeAgent();
        Task<AgentServer> connecting = AgentServer.ConnectAsync(other, Session.AgentIdentity(), agent, Session.Patient with { Window = window });
        await peer.Receive();
        await peer.Send(Frames.Frame(new HelloResponse(1, "raw/1", Guid.NewGuid(), 1) { Heartbeat = TimeSpan.FromSeconds(60) }, id: 1, opens: true));
        return (peer, await Wait.For(connecting), agent);
    }

    public async Task Send(byte[] bytes, params SafeHandle[] descriptors) => await transport.SendAsync(bytes, descriptors, default);

    /// <summary>The next message; null at the end.</summary>
    public async Task<(ulong Id, MessageBody Body)?> Receive()
    {
        ReceivedFrame? received;
        try
        {
            received = await Wait.For(_channel.ReceiveAsync(default).AsTask());
        }
        catch (ObjectDisposedException)
        {
            return null;
        }

        if (received is not { } frame)
        {
            return null;
        }

        frame.Descriptors.Dispose();
        MessageEnvelope envelope = MessageEnvelope.Read(frame.Body);
        LastTrace = envelope.Trace;
        return (envelope.Id, Frames.Decode(frame.Body)!);
    }

    /// <summary>The error that the next message is.</summary>
    public async Task<(ulong Id, string Code)> ReceiveError()
    {
        (ulong id, MessageBody body) = (await Receive())!.Value;
        return (id, Assert.IsType<ErrorResponse>(body).Code);
    }

    public ValueTask DisposeAsync() => _channel.DisposeAsync();
}
