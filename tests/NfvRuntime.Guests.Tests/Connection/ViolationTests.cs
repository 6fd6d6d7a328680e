using Microsoft.Win32.SafeHandles;
using NfvRuntime.Guests.Protocol;
using NfvRuntime.Guests.Tests.MessagePack;
using NfvRuntime.Guests.Tests.Protocol;

namespace NfvRuntime.Guests.Tests.Connection;

/// <summary>Peers that break the rules: the connection ends, says why, and leaves no descriptor open.</summary>
public sealed class ViolationTests
{
    private readonly string _name = $"v{Guid.NewGuid():N}";

    public static TheoryData<string, byte[]> Rules => new()
    {
        { ErrorCodes.Malformed, "hello again?"u8.ToArray() },
        { ErrorCodes.TooLarge, [0x4e, 0x46, 0, 0, 0x7f, 0, 0, 0] },
        { ErrorCodes.Malformed, [0x4e, 0x46, 0, 0, 0, 0, 0, 1, 0xc1] },
        { ErrorCodes.Malformed, [0x4e, 0x46, 0, 0, 0, 0, 0, 0] },
        { ErrorCodes.OutOfOrder, Frames.Frame(RawPeer.Hello, opens: true) },
        { ErrorCodes.Malformed, Frames.Frame(new Done("start"), id: 1234) }, // answers nothing
        { ErrorCodes.Malformed, Frames.Frame(new ErrorResponse("x", "y"), id: 1234) },
        { ErrorCodes.Descriptors, Frames.Frame(new DescribeRequest(), descriptors: 2) }, // none came
        { ErrorCodes.Descriptors, [0x4e, 0x46, 0, 65, 0, 0, 0, 0] },
        { ErrorCodes.Malformed, Event("log", ("time", "yesterday"), ("time", "today")) },
        { ErrorCodes.BadField, Event("log", ("time", "yesterday")) },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_broken_rule_ends_the_connection_and_is_said(string code, byte[] bytes)
    {
        var (peer, client, _) = await RawPeer.AsAgent();
        await using (peer)
        await using (client)
        {
            await peer.Send(bytes);
            Assert.Equal((0ul, code), await peer.ReceiveError());
            Assert.Null(await peer.Receive());
            ConnectionLostException end = await Wait.For(client.Completion);
            Assert.Equal((ConnectionEnd.Violation, code), (end.End, Assert.IsType<ProtocolException>(end.InnerException).Code));
        }
    }

    [Fact]
    public async Task An_answer_of_another_type_or_with_a_wrong_field_fails_the_request()
    {
        foreach (byte[] answer in new[] { Frames.Frame(new Done("detach"), id: 1), Frames.Frame(new StopResponse(1, 2), id: 1)[..^3] })
        {
            var (peer, client, _) = await RawPeer.AsAgent();
            await using (peer)
            await using (client)
            {
                Task<StopResponse> asking = client.AskAsync(new StopRequest("s", TimeSpan.Zero));
                Assert.Equal(1ul, (await peer.Receive())!.Value.Id);
                byte[] broken = [.. answer];
                broken[7] = (byte)(broken.Length - 8);
                await peer.Send(broken);
                await Assert.ThrowsAnyAsync<Exception>(() => Wait.For(asking));
                Assert.Equal(ConnectionEnd.Violation, (await Wait.For(client.Completion)).End);
            }
        }
    }

    [Fact]
    public async Task An_error_that_answers_nothing_ends_the_connection()
    {
        var (peer, client, _) = await RawPeer.AsAgent();
        await using (peer)
        await using (client)
        {
            await peer.Send(Frames.Frame(new ErrorResponse(ErrorCodes.Window, "too many"), id: 0));
            ConnectionLostException end = await Wait.For(client.Completion);
            Assert.Equal((ConnectionEnd.Rejected, "The peer ends the connection: too many (window)"), (end.End, end.Message));
        }
    }

    [Fact]
    public async Task More_requests_than_the_window_end_the_connection()
    {
        var (peer, server, agent) = await RawPeer.AsHost(window: 4);
        await using (peer)
        await using (server)
        {
            agent.Hold = new TaskCompletionSource();
            for (ulong id = 1; id <= 10; id++)
            {
                await peer.Send(Frames.Frame(new StartRequest("s"), id));
            }

            Assert.Equal((0ul, ErrorCodes.Window), await peer.ReceiveError());
            Assert.Equal(ConnectionEnd.Violation, (await Wait.For(server.Completion)).End);
        }
    }

    [Fact]
    public async Task Requests_that_cannot_be_read_are_answered_and_the_connection_stays()
    {
        var (peer, server, _) = await RawPeer.AsHost();
        await using (peer)
        await using (server)
        {
            byte[] unknown = Pack.Bytes((ref MessagePackWriter w) => ValueTree.Write(ref w, new object?[] { 0L, 5L, "fly", 7L, null }));
            await peer.Send([0x4e, 0x46, 0, 0, 0, 0, 0, (byte)unknown.Length, .. unknown]);
            Assert.Equal((5ul, ErrorCodes.UnknownRequest), await peer.ReceiveError());
            await peer.Send(Frames.Frame(new StartRequest(""), id: 6));
            Assert.Equal((6ul, ErrorCodes.BadField), await peer.ReceiveError());
            await peer.Send(Frames.Frame(new DescribeRequest(), id: 7));
            Assert.Equal(7ul, (await peer.Receive())!.Value.Id);
        }
    }

    [Fact]
    public async Task A_host_that_sends_events_breaks_a_rule()
    {
        var (peer, server, _) = await RawPeer.AsHost();
        await using (peer)
        await using (server)
        {
            await peer.Send(Frames.Frame(new PortFaultEvent("lan", 0, 1, "x")));
            Assert.Equal((0ul, ErrorCodes.OutOfOrder), await peer.ReceiveError());
        }
    }

    [Fact]
    public async Task Events_of_a_later_version_are_passed_over_and_counted()
    {
        var (peer, client, host) = await RawPeer.AsAgent();
        await using (peer)
        await using (client)
        {
            await peer.Send(Event("weather", ("sky", "blue")));
            await peer.Send(Frames.Frame(new PortFaultEvent("lan", 0, 1, "x")));
            await Wait.Until(() => host.Events.Count == 1);
            Assert.Equal(1, client.UnknownEvents);
        }
    }

    [Fact]
    public async Task Descriptors_of_refused_messages_are_closed()
    {
        var (peer, server, agent) = await RawPeer.AsHost();
        await using (peer)
        await using (server)
        {
            using (SafeFileHandle memory = Descriptors.Memory(_name, "x"))
            {
                await peer.Send(Frames.Frame(new DescribeRequest(), id: 1, descriptors: 2), memory, memory); // a request that has none
                Assert.Equal((1ul, ErrorCodes.Descriptors), await peer.ReceiveError());
                var attach = new AttachRequest("lan", new(1, 1, 4096), new byte[4])
                {
                    Descriptors = [new(DescriptorRole.Region), new(DescriptorRole.Kick)],
                };
                await peer.Send(Frames.Frame(attach, id: 2, descriptors: 1), memory); // fewer than it describes
                Assert.Equal((2ul, ErrorCodes.Descriptors), await peer.ReceiveError());
                await peer.Send(Frames.Frame(new StartRequest(""), id: 3, descriptors: 1), memory); // a field is wrong
                Assert.Equal((3ul, ErrorCodes.BadField), await peer.ReceiveError());
                await peer.Send(Frames.Frame(new HeartbeatRequest(1), id: 4, descriptors: 1), memory);
                Assert.Equal((4ul, ErrorCodes.Descriptors), await peer.ReceiveError());
                Assert.Empty(agent.Log);
            }

            await Wait.Until(() => Descriptors.Count(_name) == 0);
        }
    }

    [Fact]
    public async Task Descriptors_that_no_frame_announces_end_the_connection_and_are_closed()
    {
        var (peer, server, _) = await RawPeer.AsHost();
        await using (peer)
        await using (server)
        {
            using (SafeFileHandle memory = Descriptors.Memory(_name, "x"))
            {
                await peer.Send(Frames.Frame(new DescribeRequest(), id: 1), memory, memory, memory);
                Assert.Equal(ConnectionEnd.Violation, (await Wait.For(server.Completion)).End);
            }

            await Wait.Until(() => Descriptors.Count(_name) == 0);
        }
    }

    [Fact]
    public async Task Descriptors_that_pile_up_beside_a_frame_that_does_not_end_are_bounded_and_closed()
    {
        var (peer, server, _) = await RawPeer.AsHost();
        await using (peer)
        await using (server)
        {
            using (SafeFileHandle memory = Descriptors.Memory(_name, "x"))
            {
                await peer.Send([0x4e, 0x46, 0, 1, 0, 0, 0x10, 0]);
                try
                {
                    for (int i = 0; i < 10; i++)
                    {
                        await peer.Send([0], [.. Enumerable.Repeat(memory, 30)]);
                    }
                }
                catch (EndOfStreamException)
                {
                    // The other side has closed already.
                }

                Assert.Equal(ConnectionEnd.Violation, (await Wait.For(server.Completion)).End);
            }

            await server.DisposeAsync();
            await peer.DisposeAsync();
            await Wait.Until(() => Descriptors.Count(_name) == 0);
        }
    }

    [Fact]
    public async Task A_peer_that_dies_within_a_frame_is_lost_with_its_descriptors()
    {
        var (peer, server, _) = await RawPeer.AsHost();
        await using (server)
        {
            using (SafeFileHandle memory = Descriptors.Memory(_name, "x"))
            {
                await peer.Send([0x4e, 0x46, 0, 1, 0, 0, 0x10, 0, 1, 2, 3], memory);
            }

            await peer.DisposeAsync();
            ConnectionLostException end = await Wait.For(server.Completion);
            Assert.Equal((ConnectionEnd.PeerClosed, "The peer was gone in the middle of a frame."), (end.End, end.Message));
        }

        await Wait.Until(() => Descriptors.Count(_name) == 0);
    }

    private static byte[] Event(string type, params (object?, object?)[] fields)
    {
        byte[] body = Pack.Bytes((ref MessagePackWriter w) => ValueTree.Write(ref w, new object?[] { 3L, 0L, type, fields, null }));
        return [0x4e, 0x46, 0, 0, 0, 0, 0, (byte)body.Length, .. body];
    }
}
