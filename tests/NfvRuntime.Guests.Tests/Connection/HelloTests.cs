using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Tests.MessagePack;
using NfvRuntime.Guests.Tests.Protocol;
using NfvRuntime.Guests.Transport;

namespace NfvRuntime.Guests.Tests.Connection;

public sealed class HelloTests
{
    [Theory]
    [InlineData(1, 1, 1, 1, 1u)]
    [InlineData(1, 3, 2, 5, 3u)] // the newest that both speak
    [InlineData(2, 5, 1, 3, 3u)]
    [InlineData(1, 1, 1, 2, 1u)] // a guest of the next version that still speaks this one
    [InlineData(2, 2, 1, 2, 2u)] // a guest of the last version's successor
    [InlineData(1, 1, 2, 2, null)] // a guest of the next version only
    [InlineData(2, 3, 1, 1, null)] // a guest of the last version only
    public void The_version_is_the_newest_that_both_speak(uint hostOldest, uint hostNewest, uint agentOldest, uint agentNewest, uint? common)
    {
        Assert.Equal(common, new ProtocolVersions(hostOldest, hostNewest).Common(new(agentOldest, agentNewest)));
        Assert.Equal(common, new ProtocolVersions(agentOldest, agentNewest).Common(new(hostOldest, hostNewest)));
    }

    [Fact]
    public async Task A_guest_of_the_next_version_that_speaks_this_one_too_is_served()
    {
        await using Session session = await Session.Start(agent: Session.Patient with { Versions = new(1, 2) });
        Assert.Equal(1u, session.Server.Host.Version);
        await session.Client.DescribeAsync();
    }

    [Theory]
    [InlineData(2, 2, 1, 1, "This host speaks version 1, and the agent 2. (version)")]
    [InlineData(1, 1, 2, 3, "This host speaks version 2 to 3, and the agent 1. (version)")]
    public async Task A_guest_without_a_common_version_is_refused_and_told_so(uint oldest, uint newest, uint hostOldest, uint hostNewest, string message)
    {
        var (one, other) = UnixTransport.CreatePair();
        Task<AgentClient> accepting =
            AgentClient.AcceptAsync(one, Session.HostIdentity, new FakeHost(), Session.Patient with { Versions = new(hostOldest, hostNewest) });
        var refused = await Assert.ThrowsAsync<AgentErrorException>(() => Wait.For(AgentServer.ConnectAsync(
            other, Session.AgentIdentity(), new FakeAgent(), Session.Patient with { Versions = new(oldest, newest) })));
        Assert.Equal(message, refused.Message);
        Assert.Equal(ErrorCodes.Version, (await Assert.ThrowsAsync<AgentErrorException>(() => accepting)).Code);
    }

    [Fact]
    public async Task A_later_versions_hello_may_look_quite_different()
    {
        var (one, other) = UnixTransport.CreatePair();
        await using var peer = new RawPeer(other);
        Task<AgentClient> accepting = AgentClient.AcceptAsync(one, Session.HostIdentity, new FakeHost(), Session.Patient);
        byte[] body = Pack.Bytes((ref MessagePackWriter w) => ValueTree.Write(ref w, new object?[]
        {
            0L, 1L, "hello", new (object?, object?)[] { ("protocol", "nfv-agent"), ("oldest", 7L), ("newest", 9L), ("who", true) }, null, "more",
        }));
        await peer.Send([0x4e, 0x46, 1, 0, 0, 0, 0, (byte)body.Length, .. body]);
        Assert.Equal((1ul, ErrorCodes.Version), await peer.ReceiveError());
        await Assert.ThrowsAsync<AgentErrorException>(() => Wait.For(accepting));
        Assert.Null(await peer.Receive());
    }

    [Fact]
    public async Task A_host_may_refuse_an_agent()
    {
        var (one, other) = UnixTransport.CreatePair();
        Task<AgentClient> accepting = AgentClient.AcceptAsync(one, Session.HostIdentity, new FakeHost(), Session.Patient);
        var refused = await Assert.ThrowsAsync<AgentErrorException>(
            () => Wait.For(AgentServer.ConnectAsync(other, Session.AgentIdentity("stranger"), new FakeAgent(), Session.Patient)));
        Assert.Equal("no guest of that name (not-found)", refused.Message);
        await Assert.ThrowsAsync<AgentErrorException>(() => accepting);
    }

    [Fact]
    public async Task What_comes_before_the_hello_is_refused()
    {
        foreach ((byte[] first, string code) in new (byte[], string)[]
        {
            ("GET / HTTP/1.1\r\n\r\n"u8.ToArray(), ErrorCodes.Malformed),
            (Frames.Frame(new DescribeRequest(), opens: true), ErrorCodes.OutOfOrder),
            (Frames.Frame(RawPeer.Hello), ErrorCodes.OutOfOrder),
            (Frames.Frame(RawPeer.Hello with { Capabilities = [.. Enumerable.Repeat(new string('y', 250), 20)] }, opens: true), ErrorCodes.TooLarge),
            (Frames.Frame(RawPeer.Hello, opens: true, descriptors: 1), ErrorCodes.Descriptors),
            (Frames.Frame(RawPeer.Hello with { Versions = new(3, 2) }, opens: true), ErrorCodes.BadField),
            (Frames.Frame(RawPeer.Hello with { Generation = ulong.MaxValue }, opens: true), ErrorCodes.BadField),
        })
        {
            var (one, other) = UnixTransport.CreatePair();
            await using var peer = new RawPeer(other);
            Task<AgentClient> accepting = AgentClient.AcceptAsync(one, Session.HostIdentity, new FakeHost(), Session.Patient);
            await peer.Send(first);
            Assert.Equal(code, (await Assert.ThrowsAsync<ProtocolException>(() => Wait.For(accepting))).Code);
            Assert.Equal(code, (await peer.ReceiveError()).Code);
            Assert.Null(await peer.Receive());
        }
    }

    [Fact]
    public async Task What_an_earlier_session_left_in_a_stream_is_passed_over()
    {
        byte[] log = Frames.Frame(new LogEvent(DateTime.UnixEpoch, LogLevel.Info, "old", new string('x', 5000)));
        byte[][] leftOvers = [[], log, log[9..], [.. log, .. log[..20]], [0x4e], [0x4e, 0x46, 1, 0, 0xff, 0xff, 0xff, 0xff], [0x4e, 0x46, 1, 0x4e, 0x46, 1]];
        foreach (byte[] left in leftOvers)
        {
            var (one, other) = Streams.Pair(outliveSessions: true);
            await one.SendAsync((byte[])[.. left, 0], [], default);
            await other.SendAsync((byte[])[.. left, 0], [], default);
            Task<AgentClient> accepting = AgentClient.AcceptAsync(one, Session.HostIdentity, new FakeHost(), Session.Patient);
            await using AgentServer server =
                await Wait.For(AgentServer.ConnectAsync(other, Session.AgentIdentity(), new FakeAgent(), Session.Patient));
            await using AgentClient client = await Wait.For(accepting);
            await Wait.For(client.DescribeAsync());
        }
    }

    [Fact]
    public async Task A_peer_that_says_nothing_is_given_up()
    {
        AgentOptions hasty = Session.Patient with { HelloTimeout = TimeSpan.FromMilliseconds(30) };
        var (one, other) = UnixTransport.CreatePair();
        await using (other)
        {
            await Assert.ThrowsAsync<TimeoutException>(
                () => Wait.For(AgentClient.AcceptAsync(one, Session.HostIdentity, new FakeHost(), hasty)));
            Assert.Equal(0, await other.ReceiveAsync(new byte[1], [], default));
        }

        (one, other) = UnixTransport.CreatePair();
        await using (other)
        {
            await Assert.ThrowsAsync<TimeoutException>(
                () => Wait.For(AgentServer.ConnectAsync(one, Session.AgentIdentity(), new FakeAgent(), hasty)));
        }
    }

    [Fact]
    public async Task A_peer_that_goes_before_its_hello_is_lost()
    {
        var (one, other) = UnixTransport.CreatePair();
        await other.DisposeAsync();
        await Assert.ThrowsAsync<EndOfStreamException>(
            () => Wait.For(AgentClient.AcceptAsync(one, Session.HostIdentity, new FakeHost(), Session.Patient)));
    }

    [Fact]
    public async Task An_agent_takes_no_version_that_it_did_not_offer_and_no_older_host()
    {
        foreach ((uint version, ulong generation, string code) in new[]
        {
            (2u, 9ul, ErrorCodes.Version), (1u, 5ul, ErrorCodes.StaleGeneration), (1u, 4ul, ErrorCodes.StaleGeneration),
        })
        {
            AgentIdentity identity = Session.AgentIdentity();
            Assert.True(identity.Accept(5));
            var (one, other) = UnixTransport.CreatePair();
            await using var peer = new RawPeer(one);
            Task<AgentServer> connecting = AgentServer.ConnectAsync(other, identity, new FakeAgent(), Session.Patient);
            Assert.Equal(5ul, Assert.IsType<HelloRequest>((await peer.Receive())!.Value.Body).Generation);
            await peer.Send(Frames.Frame(new HelloResponse(version, "h", Guid.NewGuid(), generation), id: 1, opens: true));
            Assert.Equal(code, (await Assert.ThrowsAsync<ProtocolException>(() => Wait.For(connecting))).Code);
        }
    }
}
