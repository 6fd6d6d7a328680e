using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Tests;

/// <summary>A host and an agent joined by a socket pair, after the hello.</summary>
internal sealed class Session : IAsyncDisposable
{
    private Session(AgentClient client, AgentServer server, FakeHost host, FakeAgent agent) =>
        (Client, Server, Host, Agent) = (client, server, host, agent);

    public AgentClient Client { get; }

    public AgentServer Server { get; }

    public FakeHost Host { get; }

    public FakeAgent Agent { get; }

    public static AgentOptions Patient { get; } = new() { Heartbeat = TimeSpan.FromSeconds(60), HelloTimeout = Wait.Limit };

    public static HostIdentity HostIdentity { get; } = new("host/1", [Capabilities.Descriptors, Capabilities.State]);

    public static AgentIdentity AgentIdentity(string guest = "g1") => new(guest, "agent/1", [Capabilities.State, Capabilities.CounterTable]);

    public static async Task<Session> Start(
        AgentOptions? host = null, AgentOptions? agent = null, AgentIdentity? identity = null, FakeAgent? fake = null, bool descriptors = true)
    {
        (AgentTransport one, AgentTransport other) = UnixTransport.CreatePair();
        if (!descriptors) (one, other) = Streams.Pair();
        var fakeHost = new FakeHost();
        fake ??= new FakeAgent();
        Task<AgentClient> accepting = AgentClient.AcceptAsync(one, HostIdentity, fakeHost, host ?? Patient);
        AgentServer server = await Wait.For(AgentServer.ConnectAsync(other, identity ?? AgentIdentity(), fake, agent ?? host ?? Patient));
        return new(await Wait.For(accepting), server, fakeHost, fake);
    }

    public async ValueTask DisposeAsync()
    {
        Agent.Hold?.TrySetResult();
        await Client.DisposeAsync();
        await Server.DisposeAsync();
    }
}
